// A trained model: a value, immutable once made. Share one between threads freely; what a
// prediction needs to write is in the Predictor, which each thread has its own of.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "glia/data/images.h"
#include "glia/data/preparation.h"
#include "glia/data/target.h"
#include "glia/loss/loss.h"
#include "glia/nn/arch_spec.h"
#include "glia/program/variables.h"
#include "glia/train/history.h"
#include "glia/train/source.h"

namespace glia::train {

// Images that a model reads: one size, pixels scaled to 0..1.
struct ImageInput {
  int64_t height = 0;
  int64_t width = 0;
  bool operator==(const ImageInput&) const = default;
};

// A few rows as the network sees them, with what it answered: whoever converts the model can replay
// them. x: [rows, features]; y: [rows, outputs], as Predictor gives them.
struct Samples {
  int64_t rows = 0;
  std::vector<float> x;
  std::vector<double> y;
  double tolerance = 1e-5;  // |difference| <= tolerance * max(1, |y|)
};

// What a loss calls this kind of target.
loss::Targets targets_of(data::TargetKind kind);

struct Model {
  nn::ArchSpec arch;
  std::string loss;  // the one it was trained with, as loss::parse_loss reads it
  std::shared_ptr<const program::Variables> variables;  // of the network: no optimizer slots
  data::TargetEncoding target;
  // One of these says how raw rows become features.
  std::optional<data::Preparation> preparation;
  std::optional<ImageInput> images;
  History history;
  Samples samples;
  // How it was trained: the session's configuration, JSON. Holds no path, time or thread count.
  std::string settings = "{}";
  // The metrics measured after training, JSON.
  std::string metrics = "{}";

  int64_t features() const;
  // Network outputs: classes, numbers or yes/no targets.
  int64_t outputs() const { return target.width(); }
  int64_t parameters() const { return variables->trainable_count(); }
};

// Predictions of some rows. values: [rows, width], row-major. Classes: a probability each; yes/no:
// the probability of yes; numbers: in the target's own units.
struct Predictions {
  int64_t rows = 0;
  int64_t width = 0;
  std::vector<double> values;

  std::span<const double> row(int64_t i) const {
    return std::span<const double>(values).subspan(static_cast<size_t>(i * width),
                                                   static_cast<size_t>(width));
  }
};

// A model compiled for prediction, with its scratch memory. For one thread at a time. The bits of a
// row depend neither on its neighbours nor on the number of rows or threads.
class Predictor {
 public:
  // pool: null for one thread.
  explicit Predictor(const Model& model, std::shared_ptr<ThreadPool> pool = nullptr);
  ~Predictor();
  Predictor(Predictor&&) noexcept;

  // Rows of a table with the columns the model was trained on (the target may be absent).
  // Differences are counted in *report, if given.
  Predictions predict(const data::Table& table, data::PreparationReport* report = nullptr);
  // Errors: kData for images of another size.
  Predictions predict(const data::Images& images);
  // Features as the network sees them: rows of `source`'s "x".
  Predictions predict(const Source& source, std::span<const int64_t> rows);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace glia::train
