// The families of update rules; optimizer.cc joins them into one table.
#pragma once

#include <vector>

#include "glia/optim/optimizer.h"

namespace glia::optim {

std::vector<Rule> sgd_rules();       // the gradient, with or without inertia
std::vector<Rule> adaptive_rules();  // a rate for each weight from its past gradients
std::vector<Rule> adam_rules();      // both
std::vector<Rule> sign_rules();      // the sign alone
std::vector<Rule> closure_rules();   // several evaluations of the loss in a step

}  // namespace glia::optim
