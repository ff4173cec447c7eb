// The metrics of a result by name: what they are, for `--json`'s readers and the reference pages.
#pragma once

#include <span>
#include <string_view>

namespace glia::session {

struct MetricInfo {
  std::string_view name;
  std::string_view doc;  // what it is, of which task; units and range
  bool higher_is_better;
};

// Every metric that a Part can have.
std::span<const MetricInfo> metric_infos();
// Null when there is none of that name.
const MetricInfo* find_metric_info(std::string_view name);

}  // namespace glia::session
