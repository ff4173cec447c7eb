// A model as JSON, for `glia inspect --json`; and the metrics that a model carries as JSON, as
// words.
#include <cmath>

#include "apps/cli/json.h"
#include "apps/cli/model_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/part_text.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/data/json_object_internal.h"
#include "glia/formats/model_file.h"

namespace glia::cli {
namespace {

constexpr char kMeasured[] = "  on {} for {}:\n";
constexpr char kNames[][2][16] = {{"test", "testing"}, {"validation", "validation"}};

// Texts in a model were checked when it was read, but a damaged one must not throw here.
Json parsed(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? Json::object() : json;
}

Json numbers(const std::vector<double>& values) {
  Json array = Json::array();
  for (const double value : values) array.push_back(std::isfinite(value) ? Json(value) : Json());
  return array;
}

double number_of(const Json& json) { return json.is_number() ? json.get<double>() : std::nan(""); }

// One part of the metrics, read back leniently: what is not a number has no value.
session::Part part_of(const Json& json) {
  session::Part part;
  if (!json.is_object()) return part;
  part.rows = json.value("rows", Json(0)).is_number_integer() ? json["rows"].get<int64_t>() : 0;
  const Json intervals = json.value("intervals", Json::object());
  for (const auto& [name, value] : json.items()) {
    if (name == "rows" || name == "intervals" || name == "confusion") continue;
    session::Metric metric{name, number_of(value), std::nan(""), std::nan(""), {}};
    const Json interval = intervals.is_object() ? intervals.value(name, Json()) : Json();
    if (interval.is_array() && interval.size() == 2) {
      metric.low = number_of(interval[0]);
      metric.high = number_of(interval[1]);
    }
    part.metrics.push_back(std::move(metric));
  }
  return part;
}

}  // namespace

std::string method_of(const train::Model& model) {
  const Json settings = parsed(model.settings);
  const auto found = settings.is_object() ? settings.find("model") : settings.end();
  return found != settings.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string metrics_text(const train::Model& model) {
  const Json json = parsed(model.metrics);
  if (!json.is_object()) return {};
  for (const auto& [name, use] : kNames) {
    const session::Part part = part_of(json.value(name, Json()));
    if (part.rows == 0) continue;
    return tr(kMeasured, counted(part.rows, "row"), word(use)) +
           metrics_text(part, {}, method_of(model).empty() ? kNetworkColumn : kModelColumn);
  }
  return {};
}

std::string model_json(const train::Model& model) {
  Json layers = Json::array();
  const std::vector<LayerRow> rows = layers_of(model);
  for (const LayerRow& row : rows) {
    layers.push_back(data::json_object({{"name", row.name},
                                        {"kind", row.kind},
                                        {"output", row.shape},
                                        {"parameters", row.parameters},
                                        {"stored", row.stored}}));
  }
  const train::History& history = model.history;
  Json json = data::json_object({{"format", formats::kModelFormat},
                                 {"features", model.features()},
                                 {"outputs", model.outputs()},
                                 {"parameters", model.parameters()},
                                 {"stored", stored_numbers(rows)},
                                 {"precision", std::string(real_name(model.variables->real()))},
                                 {"loss", model.loss},
                                 {"layers", std::move(layers)},
                                 {"target", parsed(model.target.to_json())}});
  if (model.preparation)
    json["preparation"] = parsed(model.preparation->to_json());
  else
    json["images"] =
        data::json_object({{"height", model.images->height}, {"width", model.images->width}});
  json["training"] = parsed(model.settings);
  json["history"] = data::json_object({{"epochs", history.epochs()},
                                       {"best_epoch", history.best_epoch},
                                       {"stopped_by", history.stopped_by},
                                       {"metric", history.metric},
                                       {"loss", numbers(history.loss)},
                                       {"val_loss", numbers(history.val_loss)},
                                       {"score", numbers(history.score)},
                                       {"val_score", numbers(history.val_score)}});
  json["metrics"] = parsed(model.metrics);
  json["samples"] = model.samples.rows;
  return json_text(json);
}

}  // namespace glia::cli
