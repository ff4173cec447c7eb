#include "glia/session/settings.h"

#include "glia/base/format.h"
#include "glia/data/json_object_internal.h"

namespace glia::session {

using data::Json;

namespace {

// Settings that may change between two parts of one run.
constexpr const char* kMayDiffer[] = {"epochs", "patience", "stop_loss", "stop_accuracy"};

// Which rows are learned from, and which column.
Json of_the_rows(const TrainConfig& config) {
  return data::json_object({{"seed", config.seed},
                            {"split", config.split},
                            {"target", config.target},
                            {"drop", config.drop},
                            {"no_duplicates", config.no_duplicates},
                            {"group", config.group},
                            {"time", config.time},
                            {"folds", config.folds}});
}

}  // namespace

std::string settings_json(const TrainConfig& config, const train::FitOptions& options) {
  const train::LoopOptions& loop = options.loop;
  Json json = of_the_rows(config);
  json["weight"] = config.weight;
  json.update(data::json_object({{"optimizer", optim::optimizer_text(options.optimizer)},
                                 {"rate", options.optimizer.rate},
                                 {"schedule", config.schedule},
                                 {"batch", loop.batch},
                                 {"epochs", loop.epochs},
                                 {"patience", loop.patience},
                                 {"loss", options.loss},
                                 {"l1", options.l1},
                                 {"l2", options.l2},
                                 {"weight_decay", options.optimizer.weight_decay},
                                 {"clip", options.optimizer.clip_norm},
                                 {"clip_value", options.optimizer.constraints.clip_value},
                                 {"max_norm", options.optimizer.constraints.max_norm},
                                 {"mixup", options.mixup},
                                 {"class_weights", options.class_weights},
                                 {"precision", real_name(options.real)}}));
  if (config.stop_loss) json["stop_loss"] = *config.stop_loss;
  if (config.stop_accuracy) json["stop_accuracy"] = *config.stop_accuracy;
  return data::dump_json(json);
}

std::string settings_json(const TrainConfig& config, const std::string& method, Real real) {
  Json json = of_the_rows(config);
  json["model"] = method;
  json["precision"] = real_name(real);
  return data::dump_json(json);
}

std::string settings_difference(const std::string& then, const std::string& now) {
  const Json before = data::JsonReader::parse(then, "the checkpoint's settings");
  Json after = data::JsonReader::parse(now, "settings");
  if (!before.is_object()) return "its settings are no object";
  for (const auto& [key, value] : after.items()) {
    bool may_differ = false;
    for (const char* name : kMayDiffer) may_differ = may_differ || key == name;
    // A schedule is drawn over all epochs.
    if (key == "epochs" && after["schedule"] != "constant") may_differ = false;
    if (may_differ) continue;
    const auto found = before.find(key);
    const std::string was = found == before.end() ? "not set" : found->dump();
    if (found == before.end() || *found != value)
      return fmt::format("{} was {}, now {}", key, was, value.dump());
  }
  return {};
}

std::string weight_column(const std::string& settings) {
  if (settings.empty()) return {};
  const Json json = data::JsonReader::parse(settings, "the model's settings");
  const auto found = json.is_object() ? json.find("weight") : json.end();
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string metrics_json(const TrainResult& result) {
  Json json = Json::object();
  const auto add = [&](const char* name, const Part& part) {
    json[name] = data::JsonReader::parse(to_json(part), name);
  };
  add("train", result.train);
  add("validation", result.validation);
  add("test", result.test);
  return data::dump_json(json);
}

}  // namespace glia::session
