// Probabilities as plain numbers: information, entropy and likelihood, which the losses on graphs
// are made of. No graph, no state; safe from any thread.
//
// A distribution is a list of probabilities that sum to 1 (within 1e-6). 0 log 0 counts as 0, its
// limit; what cannot happen is infinitely surprising. Every function throws Error(kUsage) for a
// number that is no probability, a list that is no distribution, or lists of unequal length.
#pragma once

#include <cstdint>
#include <span>

namespace glia::probability {

// The unit of information: natural logarithms count in nats, those of base 2 in bits. 1 bit is
// log 2 = 0.693 nats.
enum class Unit : uint8_t { kNats, kBits };

// -log p, 0 or more: how surprising an event of probability p is. Shannon 1948.
double information(double p, Unit unit = Unit::kNats);

// -sum p log p: the information to expect of one draw, 0 to log n. Shannon 1948.
double entropy(std::span<const double> p, Unit unit = Unit::kNats);

// -p log p - (1 - p) log(1 - p): of one draw with two outcomes.
double binary_entropy(double p, Unit unit = Unit::kNats);

// -sum p log q: the information to expect from someone who believes q where p is true; the entropy
// of p at least, infinite where q rules out what p allows.
double cross_entropy(std::span<const double> p, std::span<const double> q, Unit unit = Unit::kNats);

// sum p log(p / q) = cross_entropy(p, q) - entropy(p), 0 or more, and 0 only for p = q; not the
// same the other way round. Kullback and Leibler 1951.
double relative_entropy(std::span<const double> p, std::span<const double> q,
                        Unit unit = Unit::kNats);

// -t log p - (1 - t) log(1 - p): the loss of the answer p where t in [0, 1] is true.
double binary_cross_entropy(double t, double p, Unit unit = Unit::kNats);

// p^successes (1 - p)^(trials - successes), of one order of the outcomes. 0 <= successes <= trials.
double bernoulli_likelihood(double p, int64_t successes, int64_t trials);
// Its logarithm, which stays a number where the likelihood itself is too small for one.
double bernoulli_log_likelihood(double p, int64_t successes, int64_t trials);
// The p that makes `successes` of `trials` most likely: their share. trials: at least 1.
double most_likely_share(int64_t successes, int64_t trials);

// sum over rows of log p(label), p: [rows, classes] distributions, labels: [rows], 0..classes-1.
double categorical_log_likelihood(std::span<const int32_t> labels, std::span<const double> p);

// sum over i of -(x_i - mean_i)^2 / (2 d^2) - log(d sqrt(2 pi)): of values that scatter around
// their means with the standard deviation d > 0. Gauss 1809.
double gaussian_log_likelihood(std::span<const double> x, std::span<const double> means,
                               double deviation);

// The mean and deviation that make x most likely; the deviation divides by n. x: at least one.
struct Gaussian {
  double mean;
  double deviation;
};
Gaussian most_likely_gaussian(std::span<const double> x);

}  // namespace glia::probability
