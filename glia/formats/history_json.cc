#include <cmath>

#include "glia/data/json_object_internal.h"
#include "glia/formats/history_json_internal.h"

namespace glia::formats {

using data::Json;
using data::JsonReader;

namespace {

Json curve_to_json(const std::vector<double>& curve) {
  Json result = Json::array();
  for (const double value : curve) result.push_back(std::isfinite(value) ? Json(value) : Json());
  return result;
}

std::vector<double> curve_from_json(const JsonReader& reader) {
  std::vector<double> curve;
  for (const JsonReader& value : reader.elements())
    curve.push_back(value.is_null() ? std::nan("") : value.finite());
  return curve;
}

}  // namespace

Json history_to_json(const train::History& history) {
  return data::json_object({{"metric", history.metric},
                            {"best_epoch", history.best_epoch},
                            {"stopped_by", history.stopped_by},
                            {"loss", curve_to_json(history.loss)},
                            {"val_loss", curve_to_json(history.val_loss)},
                            {"score", curve_to_json(history.score)},
                            {"val_score", curve_to_json(history.val_score)}});
}

train::History history_from_json(const JsonReader& reader) {
  constexpr int64_t kMost = int64_t{1} << 40;
  train::History history;
  history.metric = reader.member("metric").text();
  history.best_epoch = reader.member("best_epoch").integer(0, kMost);
  history.stopped_by = reader.member("stopped_by").text();
  history.loss = curve_from_json(reader.member("loss"));
  history.val_loss = curve_from_json(reader.member("val_loss"));
  history.score = curve_from_json(reader.member("score"));
  history.val_score = curve_from_json(reader.member("val_score"));
  return history;
}

}  // namespace glia::formats
