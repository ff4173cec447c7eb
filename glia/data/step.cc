#include "glia/data/step.h"

#include "glia/data/date_parts.h"
#include "glia/data/fill.h"
#include "glia/data/json_internal.h"
#include "glia/data/one_hot.h"
#include "glia/data/scale.h"

namespace glia::data {

StepPtr read_step(std::string_view text, const Layout& before) {
  const Json json = JsonReader::parse(text, "step");
  const JsonReader kind = JsonReader(json, "step").member("kind");
  if (kind.text() == "note_missing") return NoteMissing::read(text, before);
  if (kind.text() == "date_parts") return DateParts::read(text, before);
  if (kind.text() == "fill_numbers") return FillNumbers::read(text, before);
  if (kind.text() == "fill_texts") return FillTexts::read(text, before);
  if (kind.text() == "scale_numbers") return ScaleNumbers::read(text, before);
  if (kind.text() == "one_hot") return OneHot::read(text, before);
  kind.wrong("note_missing, date_parts, fill_numbers, fill_texts, scale_numbers or one_hot");
}

}  // namespace glia::data
