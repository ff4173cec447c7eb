// An op and a layer from outside the library.
#pragma once

#include <glia/glia.hpp>

// x + sin^2(a x) / a, a above 0: grows like x and repeats like a sine, so that a network can go on
// with a period beyond the data. Ziyin, Hartwig and Ueda 2020.
glia::graph::Value snake(glia::graph::Value x, double frequency);

// Makes the layer "snake_dense" known: snake(x W + b), with the options units and frequency.
// [rows, in] -> [rows, units]; variables weight, bias. Call it once.
void add_snake_layer();
