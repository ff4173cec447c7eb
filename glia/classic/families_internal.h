// The families of fits that make up the table of method.h.
#pragma once

#include <span>

#include "glia/classic/linear_model.h"
#include "glia/classic/method.h"

namespace glia::classic {

std::span<const Method> constant_methods();  // the same answer for every row
std::span<const Method> linear_methods();    // x W + b
std::span<const Method> curve_methods();     // the same of products of features
std::span<const Method> distance_methods();  // by the nearest rows or centres

// The network of one dense layer that computes `linear`. A logit of minus infinity (a class that
// never occurs) becomes a finite one whose probability is 0.
Fitted dense_network(const LinearModel& linear);

// A classifier of two classes with the one logit of class 1 becomes one with a logit each, whose
// difference it is: softmax(-z/2, z/2) = (sigmoid(-z), sigmoid(z)).
LinearModel with_two_logits(const LinearModel& one);

}  // namespace glia::classic
