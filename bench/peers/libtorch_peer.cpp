// One workload of `glia bench` in libtorch. Prints microseconds for a step or a call, the median of
// several rounds.
//
// usage: libtorch_peer WORKLOAD MODEL.pt THREADS     compare.py builds it and sets the environment
#include <torch/script.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

namespace {

constexpr int kRounds = 7;
constexpr int64_t kRows = 60000;

// Of `count` calls, once more before to warm up.
double median_microseconds(int count, const std::function<void()>& call) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times;
  for (int round = 0; round <= kRounds; ++round) {
    const auto start = Clock::now();
    for (int i = 0; i < count; ++i) call();
    const std::chrono::duration<double, std::micro> spent = Clock::now() - start;
    if (round > 0) times.push_back(spent.count() / count);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

// Grey images, half of it background.
torch::Tensor images(int64_t rows) {
  return torch::rand({rows, 784}) * (torch::rand({rows, 784}) < 0.5);
}

double train(int64_t batch) {
  torch::nn::Sequential net(torch::nn::Linear(784, 128), torch::nn::ReLU(),
                            torch::nn::Linear(128, 10));
  torch::optim::Adam adam(net->parameters(), torch::optim::AdamOptions(1e-3));
  const torch::Tensor x = images(kRows);
  const torch::Tensor y = torch::randint(10, {kRows}, torch::kLong);
  const torch::Tensor order = torch::randperm(kRows);
  int64_t at = 0;
  const auto step = [&] {
    const torch::Tensor rows = order.narrow(0, at, batch);
    at = at + 2 * batch <= kRows ? at + batch : 0;
    const torch::Tensor loss = torch::nn::functional::cross_entropy(
        net->forward(x.index_select(0, rows)), y.index_select(0, rows));
    // A missing gradient is written, not added to: cheaper than filling it with zeros.
    for (torch::Tensor& parameter : adam.param_groups()[0].params())
      parameter.mutable_grad().reset();
    loss.backward();
    adam.step();
  };
  return median_microseconds(static_cast<int>(12000 / batch), step);
}

// Frozen, and rewritten by `optimize_for_inference` as well: neither always wins.
double predict(int64_t rows, const char* file) {
  const c10::InferenceMode inference;
  torch::jit::Module loaded = torch::jit::load(file);
  loaded.eval();
  torch::jit::Module frozen = torch::jit::freeze(loaded);
  torch::jit::Module optimized = torch::jit::optimize_for_inference(loaded);
  const std::vector<torch::jit::IValue> inputs = {images(rows)};
  const int calls = rows == 1 ? 4000 : 50;
  return std::min(median_microseconds(calls, [&] { frozen.forward(inputs); }),
                  median_microseconds(calls, [&] { optimized.forward(inputs); }));
}

}  // namespace

int main(int count, char** words) {
  const std::string name = count == 4 ? words[1] : "";
  at::globalContext().setFlushDenormal(true);  // before the threads start: they inherit it
  if (count == 4) torch::set_num_threads(std::stoi(words[3]));
  double time = 0;
  if (name == "train-784-128-10-batch-32")
    time = train(32);
  else if (name == "train-784-128-10-batch-128")
    time = train(128);
  else if (name == "predict-784-128-10-rows-1")
    time = predict(1, words[2]);
  else if (name == "predict-784-128-10-rows-1000")
    time = predict(1000, words[2]);
  else {
    std::fprintf(stderr, "libtorch_peer: no workload '%s'\n", name.c_str());
    return 2;
  }
  std::printf("%g\n", time);
}
