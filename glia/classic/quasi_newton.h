// The two-loop recursion of L-BFGS: a descent direction from the last few steps and gradients.
//
// It holds the memory of one minimisation, not the loop: the caller searches along the line and
// decides when to stop. Not thread-safe.
#pragma once

#include <deque>
#include <span>
#include <vector>

namespace glia::classic {

class QuasiNewton {
 public:
  // diagonal: a positive estimate of the second derivative for each variable.
  explicit QuasiNewton(std::vector<double> diagonal) : diagonal_(std::move(diagonal)) {}

  // -H gradient with the present estimate H of the inverse Hessian.
  std::vector<double> direction(std::span<const double> gradient) const;

  // Remembers one step; one without positive curvature is left out.
  void learn(std::vector<double> step, std::vector<double> gradient_change);

  // Forgets all steps, so that the next direction is the scaled gradient.
  void forget() { pairs_.clear(); }
  bool empty() const { return pairs_.empty(); }

 private:
  struct Pair {
    std::vector<double> step, change;
    double curvature;  // step . change
  };
  std::vector<double> diagonal_;
  std::deque<Pair> pairs_;  // Oldest first.
};

double dot(std::span<const double> a, std::span<const double> b);

}  // namespace glia::classic
