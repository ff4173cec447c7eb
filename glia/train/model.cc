#include "glia/train/model.h"

#include <numeric>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/nn/network.h"
#include "glia/program/program.h"

namespace glia::train {

namespace {

constexpr int64_t kRows = 256;  // of one run

std::vector<int64_t> all_rows(int64_t count) {
  std::vector<int64_t> rows(static_cast<size_t>(count));
  std::iota(rows.begin(), rows.end(), int64_t{0});
  return rows;
}

}  // namespace

loss::Targets targets_of(data::TargetKind kind) {
  switch (kind) {
    case data::TargetKind::kClasses:
      return loss::Targets::kClasses;
    case data::TargetKind::kYesNo:
      return loss::Targets::kYesNo;
    case data::TargetKind::kNumbers:
      break;
  }
  return loss::Targets::kNumbers;
}

int64_t Model::features() const {
  int64_t width = 1;
  for (const int64_t size : arch.inputs.at(0).shape) width *= size;
  return width;
}

struct Predictor::State {
  explicit State(const Model& from) : model(from) {}

  Model model;
  graph::Graph graph;
  std::optional<program::Program> program;
};

Predictor::Predictor(const Model& model, std::shared_ptr<ThreadPool> pool)
    : state_(std::make_unique<State>(model)) {
  graph::Graph& graph = state_->graph;
  graph::Value outputs = nn::build(graph, model.arch).at(0);
  // A loss on logits turns them into probabilities itself; a prediction has to.
  const loss::ChosenLoss loss = loss::parse_loss(model.loss, targets_of(model.target.kind()));
  if (loss.loss->shown != nullptr) outputs = loss.loss->shown(outputs);
  if (outputs.shape().rank() != 2 || !outputs.shape()[1].is(model.outputs())) {
    fail(ErrorKind::kModel, say("model: the network gives {}, but the target needs {} numbers",
                                outputs.shape().to_string(), model.outputs()));
  }
  program::Options options;
  options.real = model.variables->real();
  options.mode = program::Mode::kPredict;
  options.assign = false;
  options.capacity = kRows;
  // Programs that assign nothing only read their variables.
  options.variables = std::const_pointer_cast<program::Variables>(model.variables);
  options.pool = std::move(pool);
  state_->program.emplace(graph, std::vector<graph::Value>{outputs}, options);
}

Predictor::~Predictor() = default;
Predictor::Predictor(Predictor&&) noexcept = default;

Predictions Predictor::predict(const Source& source, std::span<const int64_t> rows) {
  const Model& model = state_->model;
  program::Program& program = *state_->program;
  Predictions result;
  result.width = model.outputs();
  result.values.reserve(rows.size() * static_cast<size_t>(result.width));
  const bool numbers = model.target.kind() == data::TargetKind::kNumbers;
  source.bind(program);
  program.run_steps({rows, kRows, 0}, [&](int64_t, int64_t count) {
    const void* data = program.output_data(0);
    GLIA_ASSERT(data != nullptr);
    const bool is_float = program.options().real == Real::kFloat;
    for (int64_t i = 0; i < count * result.width; ++i) {
      const double value = is_float ? static_cast<double>(static_cast<const float*>(data)[i])
                                    : static_cast<const double*>(data)[i];
      const auto target = static_cast<size_t>(i % result.width);
      result.values.push_back(numbers ? model.target.restore(target, value) : value);
    }
    result.rows += count;
    return true;
  });
  return result;
}

Predictions Predictor::predict(const data::Table& table, data::PreparationReport* report) {
  const Model& model = state_->model;
  if (!model.preparation)
    fail(ErrorKind::kData, say("{}: a table was given to a model of images", table.origin()));
  const std::vector<int64_t> rows = all_rows(table.rows());
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
  return predict(Source{images.count, {{"x", x}}}, all_rows(images.count));
}

}  // namespace glia::train
