// A training history as JSON. Numbers that are not finite are null.
#pragma once

#include "glia/data/json_internal.h"
#include "glia/train/history.h"

namespace glia::formats {

data::Json history_to_json(const train::History& history);
// Errors: kModel, naming the member.
train::History history_from_json(const data::JsonReader& reader);

}  // namespace glia::formats
