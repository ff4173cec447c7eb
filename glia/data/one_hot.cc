#include "glia/data/one_hot.h"

#include <utility>

#include "glia/base/error.h"
#include "glia/base/say_internal.h"
#include "glia/data/json_object_internal.h"
#include "glia/data/step_columns_internal.h"

namespace glia::data {

OneHot::OneHot(const Layout& before) : before_(before) {
  // A name is repeated for each category, so a small file could ask for a lot of memory.
  constexpr size_t kMostBytes = size_t{1} << 27;
  size_t bytes = 0;
  for (const LayoutColumn& column : before_)
    for (const std::string& category : column.categories)
      bytes += column.name.size() + category.size() + 1;
  if (bytes > kMostBytes)
    fail(ErrorKind::kModel,
         say("one_hot: {} bytes of feature names, expected at most {}", bytes, kMostBytes));
  for (const LayoutColumn& column : before_)
    if (!column.text) after_.push_back(column);
  for (const LayoutColumn& column : before_)
    for (const std::string& category : column.categories)
      after_.push_back({column.name + "=" + category, false, true, {}});
}

StepPtr OneHot::fit(const Layout& before) { return std::make_shared<OneHot>(before); }

void OneHot::apply(Frame& frame) const {
  const size_t rows = static_cast<size_t>(frame.rows);
  std::vector<FrameColumn> columns;
  columns.reserve(after_.size());
  for (size_t c = 0; c < before_.size(); ++c)
    if (!before_[c].text) columns.push_back(std::move(frame.columns[c]));
  for (size_t c = 0; c < before_.size(); ++c) {
    const size_t first = columns.size();
    for (size_t k = 0; k < before_[c].categories.size(); ++k) {
      columns.emplace_back();
      columns.back().numbers.assign(rows, 0.0);
    }
    if (!before_[c].text) continue;
    const std::vector<int32_t>& codes = frame.columns[c].codes;
    for (size_t r = 0; r < rows; ++r)
      if (codes[r] >= 0) columns[first + static_cast<size_t>(codes[r])].numbers[r] = 1.0;
  }
  frame.columns = std::move(columns);
}

std::string OneHot::to_json() const {
  Json columns = Json::array();
  for (const LayoutColumn& column : before_)
    if (column.text) columns.push_back(json_object({{"name", column.name}}));
  return dump_json(json_object({{"kind", kind()}, {"columns", std::move(columns)}}));
}

StepPtr OneHot::read(std::string_view text, const Layout& before) {
  const Json json = JsonReader::parse(text, "one_hot");
  const JsonReader step(json, "one_hot");
  size_t texts = 0;
  for (const LayoutColumn& column : before) texts += column.text ? 1 : 0;
  if (step_columns(step, before, true).size() != texts)
    step.member("columns").wrong("every text column");
  return std::make_shared<OneHot>(before);
}

}  // namespace glia::data
