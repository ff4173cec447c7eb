// Errors of ops, activations and losses, measured when the page is written.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "glia/graph/op.h"
#include "glia/nn/activation.h"

namespace glia::reference {

// Why a cell has no number: one of these four, and nothing else.
enum class Reason {
  kGiven,     // a leaf computes nothing
  kFlat,      // the derivative is 0 wherever it exists
  kDiscrete,  // no input, or no result, is a real number that a derivative could move
  kTerms,     // the result adds terms of different sizes: an ulp of the result says nothing
};
inline constexpr int kReasons = 4;

// A number or a reason.
struct Cell {
  std::string number;
  Reason reason = Reason::kGiven;

  Cell(std::string measured) : number(std::move(measured)) {}  // NOLINT: cells are either
  Cell(Reason why) : reason(why) {}                            // NOLINT
};

struct Row {
  std::string name;
  std::string doc;
  std::string reference;  // what the values are compared with
  Cell in_float, in_double, gradient, tangent, second, ulp;
};

Row measure_op(const graph::Op& op);
Row measure_activation(const nn::Activation& activation);
// Every loss of the table, compared with the values that torch gave (tests/golden/losses.json, read
// from the current folder).
std::vector<Row> measure_losses();

// Worst of gradient, tangent and second derivative over some graphs.
struct Slopes {
  double gradient = 0, tangent = 0, second = 0;
};
// `loss`: a scalar; `x`: what it is differentiated by; inputs by name.
void see_slopes(Slopes& worst, graph::Value loss, const std::vector<graph::Value>& x,
                const std::map<std::string, Tensor>& inputs);

// 0, or one digit of a power of ten.
std::string error_text(double error);
// "0.9 of 2, 1.2 of 4": what was found of what is promised, in float and in double.
std::string ulp_text(double in_float, double in_double, double float_bound, double double_bound);

}  // namespace glia::reference
