// Weights after a thousand updates of one sample each, against plain loops in double: whatever
// path such tiny networks take through the engine, it is backpropagation.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <ostream>

#include "glia/train/fit.h"

namespace glia {
namespace {

constexpr int64_t kUpdates = 1000;
constexpr double kRate = 0.5;

// inputs-hidden-1, sigmoids, squared error.
struct Case {
  const char* name;
  size_t inputs;
  size_t hidden;
  double (*target)(const double* x);
  double (*input)(size_t row, size_t i);
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

constexpr double kPi = 3.14159265358979323846;

const Case kCases[] = {
    {"Xor241", 2, 4, [](const double* x) { return x[0] == x[1] ? 0.0 : 1.0; },
     [](size_t row, size_t i) { return static_cast<double>(row >> i & 1); }},
    {"Sine151", 1, 5, [](const double* x) { return 0.5 + 0.4 * std::sin(kPi * x[0]); },
     // 37 is prime to 101: the rows step through the interval out of order.
     [](size_t row, size_t) { return static_cast<double>(row * 37 % 101) / 50 - 1; }},
};

class OnlineWeights : public testing::TestWithParam<Case> {
 protected:
  struct Weights {
    std::vector<double> w1, b1, w2, b2;  // [inputs, hidden], [hidden], [hidden, 1], [1]
  };

  train::Dataset rows() const {
    const Case& c = GetParam();
    train::Dataset dataset;
    dataset.rows = kUpdates;
    dataset.features = static_cast<int64_t>(c.inputs);
    dataset.target = data::TargetEncoding::from_json(
        R"({"kind": "numbers", "targets": [{"name": "y", "centre": 0, "spread": 1}]})");
    for (size_t row = 0; row < kUpdates; ++row) {
      std::vector<double> x(c.inputs);
      for (size_t i = 0; i < c.inputs; ++i) x[i] = c.input(row, i);
      dataset.x.insert(dataset.x.end(), x.begin(), x.end());
      dataset.y.push_back(static_cast<float>(c.target(x.data())));
    }
    dataset.split.train.resize(kUpdates);
    std::iota(dataset.split.train.begin(), dataset.split.train.end(), 0);
    return dataset;
  }

  // One epoch in the order of the rows; none gives the start values.
  Weights fit(const train::Dataset& dataset, int64_t epochs) const {
    const nn::Sequential network{nn::Dense{static_cast<int64_t>(GetParam().hidden)}, nn::Sigmoid{},
                                 nn::Dense{1}, nn::Sigmoid{}};
    train::FitOptions options;
    options.optimizer = optim::Sgd{kRate};
    options.loop.epochs = epochs;
    options.loop.batch = 1;
    options.loop.shuffle = false;
    const train::Model model = train::fit(network, dataset, options);
    const auto values = [&](const char* name) {
      return model.variables->get(model.variables->find(name)).values();
    };
    return {values("dense1.weight"), values("dense1.bias"), values("dense2.weight"),
            values("dense2.bias")};
  }
};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// Backpropagation as the textbooks write it: every slope from the weights before the update.
template <class Weights>
void update(Weights& w, const float* x, size_t inputs, double target) {
  const size_t hidden = w.b1.size();
  std::vector<double> h(hidden);
  double z = w.b2[0];
  for (size_t j = 0; j < hidden; ++j) {
    double sum = w.b1[j];
    for (size_t i = 0; i < inputs; ++i) sum += x[i] * w.w1[i * hidden + j];
    h[j] = sigmoid(sum);
    z += h[j] * w.w2[j];
  }
  const double p = sigmoid(z);
  const double out = 2 * (p - target) * p * (1 - p);
  for (size_t j = 0; j < hidden; ++j) {
    const double slope = out * w.w2[j] * h[j] * (1 - h[j]);
    for (size_t i = 0; i < inputs; ++i) w.w1[i * hidden + j] -= kRate * slope * x[i];
    w.b1[j] -= kRate * slope;
    w.w2[j] -= kRate * out * h[j];
  }
  w.b2[0] -= kRate * out;
}

double farthest(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

TEST_P(OnlineWeights, FollowPlainLoopsInDouble) {
  const train::Dataset dataset = rows();
  const Weights start = fit(dataset, 0);
  Weights expected = start;
  for (size_t row = 0; row < kUpdates; ++row)
    update(expected, &dataset.x[row * GetParam().inputs], GetParam().inputs, dataset.y[row]);
  const Weights got = fit(dataset, 1);

  for (const auto part : {&Weights::w1, &Weights::b1, &Weights::w2, &Weights::b2}) {
    ASSERT_EQ((got.*part).size(), (expected.*part).size());
    EXPECT_LT(farthest(got.*part, expected.*part), 1e-4);
    EXPECT_GT(farthest(got.*part, start.*part), 0.05);  // else the updates prove little
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, OnlineWeights, testing::ValuesIn(kCases),
                         [](const auto& chosen) { return std::string(chosen.param.name); });

}  // namespace
}  // namespace glia
