// Rows through a model, on one thread or many.
#include <algorithm>
#include <exception>
#include <vector>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/row_numbers.h"
#include "glia/nn/network.h"
#include "glia/program/program.h"
#include "glia/train/model.h"

namespace glia::train {

namespace {

constexpr int64_t kRows = 256;  // of one run of all threads
// Rows that a thread takes through the whole network by itself: what they become stays in its
// second cache level, and threads meet once a call instead of twice an operation.
constexpr int64_t kOwnRows = 128;

}  // namespace

struct Predictor::State {
  explicit State(const Model& from) : model(from) {}

  program::Program& program(size_t at, std::shared_ptr<ThreadPool> on) {
    while (programs.size() <= at) programs.push_back(nullptr);
    if (programs[at] == nullptr) {
      program::Options options;
      options.real = model.variables->real();
      options.mode = program::Mode::kPredict;
      options.assign = false;
      options.capacity = at == 0 ? kRows : kOwnRows;
      // Programs that assign nothing only read their variables.
      options.variables = std::const_pointer_cast<program::Variables>(model.variables);
      options.pool = std::move(on);
      programs[at] =
          std::make_unique<program::Program>(graph, std::vector<graph::Value>{outputs}, options);
    }
    return *programs[at];
  }

  Model model;
  std::shared_ptr<ThreadPool> pool;
  graph::Graph graph;
  graph::Value outputs;
  // The first runs on all threads; then, made when first needed, one for each thread.
  std::vector<std::unique_ptr<program::Program>> programs;
};

Predictor::Predictor(const Model& model, std::shared_ptr<ThreadPool> pool)
    : state_(std::make_unique<State>(model)) {
  graph::Value outputs = nn::build(state_->graph, model.arch).at(0);
  // A loss on logits turns them into probabilities itself; a prediction has to.
  const loss::ChosenLoss loss = loss::parse_loss(model.loss, targets_of(model.target.kind()));
  if (loss.loss->shown != nullptr) outputs = loss.loss->shown(outputs);
  if (outputs.shape().rank() != 2 || !outputs.shape()[1].is(model.outputs())) {
    fail(ErrorKind::kModel, say("model: the network gives {}, but the target needs {} numbers",
                                outputs.shape().to_string(), model.outputs()));
  }
  state_->outputs = outputs;
  state_->pool = std::move(pool);
  state_->program(0, state_->pool);
}

Predictor::~Predictor() = default;
Predictor::Predictor(Predictor&&) noexcept = default;

namespace {

// What the network answers for `rows`, in the target's units, to `values`: [rows, outputs].
void predict_rows(program::Program& program, const data::TargetEncoding& target,
                  std::span<const int64_t> rows, int64_t batch, double* values) {
  const bool numbers = target.kind() == data::TargetKind::kNumbers;
  const auto width = static_cast<size_t>(target.width());
  program.run_steps({rows, batch, 0}, [&](int64_t, int64_t count) {
    const void* data = program.output_data(0);
    GLIA_ASSERT(data != nullptr);
    const size_t all = static_cast<size_t>(count) * width;
    if (program.options().real == Real::kFloat) {
      std::copy_n(static_cast<const float*>(data), all, values);
    } else {
      std::copy_n(static_cast<const double*>(data), all, values);
    }
    if (numbers)
      for (size_t i = 0; i < all; ++i) values[i] = target.restore(i % width, values[i]);
    values += all;
    return true;
  });
}

}  // namespace

Predictions Predictor::predict(const Source& source, std::span<const int64_t> rows) {
  const data::TargetEncoding& target = state_->model.target;
  const auto count = static_cast<int64_t>(rows.size());
  Predictions result{count, target.width(), {}};
  result.values.resize(static_cast<size_t>(count * result.width));
  const int threads = state_->pool == nullptr ? 1 : state_->pool->threads();
  if (threads == 1 || count < 2 * kOwnRows) {
    source.bind(*state_->programs[0]);
    predict_rows(*state_->programs[0], target, rows, kRows, result.values.data());
    return result;
  }
  for (int t = 1; t <= threads; ++t) {
    const auto at = static_cast<size_t>(t);
    source.bind(state_->program(at, std::make_shared<ThreadPool>(1)));
  }
  // As many blocks for one thread as for another.
  const int64_t rounds = (count + threads * kOwnRows - 1) / (threads * kOwnRows);
  const int64_t size = (count + threads * rounds - 1) / (threads * rounds);
  const int64_t blocks = (count + size - 1) / size;
  std::vector<std::exception_ptr> failures(static_cast<size_t>(blocks));
  state_->pool->run(blocks, [&](int64_t block, int worker) {
    const int64_t first = block * size;
    const auto own = rows.subspan(static_cast<size_t>(first),
                                  static_cast<size_t>(std::min(size, count - first)));
    try {
      predict_rows(*state_->programs[static_cast<size_t>(worker) + 1], target, own, size,
                   result.values.data() + first * result.width);
    } catch (...) {
      failures[static_cast<size_t>(block)] = std::current_exception();
    }
  });
  for (const std::exception_ptr& failure : failures)
    if (failure != nullptr) std::rethrow_exception(failure);
  return result;
}

Predictions Predictor::predict(const data::Table& table, data::PreparationReport* report) {
  const Model& model = state_->model;
  if (!model.preparation)
    fail(ErrorKind::kData, say("{}: a table was given to a model of images", table.origin()));
  const std::vector<int64_t> rows = data::first_rows(table.rows());
  const data::Prepared<float> x = model.preparation->apply<float>(table, rows, report);
  Source source{x.rows, {{"x", {x.values.data(), program::RowSource::Type::kFloat, x.rows}}}};
  return predict(source, rows);
}

Predictions Predictor::predict(const data::Images& images) {
  const Model& model = state_->model;
  if (!model.images)
    fail(ErrorKind::kData, say("{}: images were given to a model of tables", images.origin));
  if (images.height != model.images->height || images.width != model.images->width) {
    fail(ErrorKind::kData,
         say("{}: images of {}x{} pixels; the model reads {}x{}", images.origin, images.height,
             images.width, model.images->height, model.images->width));
  }
  program::RowSource x{images.pixels.data(), program::RowSource::Type::kU8, images.count};
  x.scale = 1.0 / 255;
  return predict(Source{images.count, {{"x", x}}}, data::first_rows(images.count));
}

}  // namespace glia::train
