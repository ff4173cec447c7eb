// One training run while it is under way: what each stage has left for the next. A stage is a
// function in a file of its own; train_session.cc calls them in order.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "glia/classic/method.h"
#include "glia/data/table.h"
#include "glia/session/classic_fit.h"
#include "glia/session/config.h"
#include "glia/session/events.h"
#include "glia/session/result.h"
#include "glia/train/dataset.h"
#include "glia/train/fit.h"
#include "glia/train/model.h"

namespace glia::session {

struct TrainingRun {
  const TrainConfig& config;
  const EventSink& sink;
  const std::atomic<bool>* interrupt = nullptr;

  // check_config
  std::optional<classic::MethodChoice> method = {};  // instead of a network
  std::optional<classic::MethodChoice> baseline = {};
  // load_data
  std::optional<train::Model> start = {};
  std::optional<data::Table> table = {};
  std::optional<data::Table> test_table = {};
  std::string origin = {};
  train::Dataset dataset = {};
  // choose_network
  std::vector<int64_t> widths = {};  // hidden, unless the network is given
  nn::ArchSpec arch = {};
  train::FitOptions options = {};
  std::string settings = {};
  // fit_network or fit_method, then score
  train::Model model = {};
  TrainResult result = {};

  void report(const SessionEvent& event) const {
    if (sink) sink(event);
  }
  void warn(const Message& message) {
    result.warnings.push_back(message);
    report({.kind = SessionEvent::Kind::kWarning, .message = message});
  }
  bool interrupted() const { return interrupt != nullptr && interrupt->load(); }
};

// Refuses what is wrong before any data is read.
void check_config(TrainingRun& run);

// Reads the tables or images, splits and prepares them.
void load_data(TrainingRun& run);
// What a table is made into a dataset by.
train::DatasetOptions dataset_options(const TrainingRun& run);

// What is wrong with the data, said before any training.
void audit(TrainingRun& run);

// Network, loss, optimizer and stopping rules; what the user left open is chosen from the data.
void choose_network(TrainingRun& run);
// Hidden layers of these widths, an output for each number of the target, and the end that the
// loss wants.
nn::ArchSpec layers_for(const TrainingRun& run, const std::vector<int64_t>& widths, double dropout);
// Says how large the network is.
void describe_network(TrainingRun& run);

// The checkpoint that was asked for; empty: none.
const std::string& checkpoint_file(const TrainConfig& config);
void fit_network(TrainingRun& run);
// Instead of fit_network: many short runs, and the best one to its end.
void search_settings(TrainingRun& run);
// Instead of choose_network and fit_network.
void fit_method(TrainingRun& run);
ClassicOptions classic_options(const TrainingRun& run);

// With folds: trains once for each and keeps their scores. Before fit_network or fit_method, which
// then fit the model that is saved.
void cross_validate(TrainingRun& run);

// The baselines that the result is set against.
std::vector<BaselineFit> fits_beside(const TrainingRun& run);
// What is reported: the parts measured, and the baselines beside them.
void score(TrainingRun& run);

// What stands behind the score: calibration, the worst mistakes, the columns' importance.
void inspect(TrainingRun& run);

// How often each column is shuffled when the importance is taken on this many rows; 0: not at all.
int64_t importance_repeats(const TrainingRun& run, int64_t rows);

// The model, and the other files that were asked for.
void save(TrainingRun& run);

}  // namespace glia::session
