// Any text as the JSON of a preparation, of a target and of an image preparation: read, or refused
// as a damaged model. What is read gives finite features for any table, and its own text again.
// covers: glia/data/step.cc glia/data/fill.cc glia/data/scale.cc glia/data/one_hot.cc
// covers: glia/data/preparation.cc glia/data/json_internal.h
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/error.h"
#include "glia/data/csv.h"
#include "glia/data/preparation.h"

namespace {

using namespace glia::data;

const Table& table() {
  static const Table kTable = parse_csv(
      "age,city,size,when,y\n1,Oslo,,12 Mar 2024,a\n2,Rome,5,31/1/2024 10:30,b\n"
      ",Oslo,7,1 May 1969,a\n3,,9,,b\n4,Bern,-1e300,30.12.9999,a\n",
      "fuzz.csv");
  return kTable;
}

// The same columns, and everything that can be wrong with them.
const Table& other_table() {
  static const Table kTable = parse_csv(
      "extra,size,city,age,when\n1,big,Wien,1,05/06/07\n2,huge,Oslo,1e308,Mar 2024\n"
      "3,1,,,2024-01-05\n4,-1e308,Rome,2,12-Mar-45\n5,2,x,3,10:30\n",
      "other.csv");
  return kTable;
}

const std::vector<int64_t>& rows() {
  static const std::vector<int64_t> kRows = {0, 1, 2, 3, 4};
  return kRows;
}

// Reads with `read`; a refusal must be that of a model.
template <class Read>
void attempt(const Read& read) {
  try {
    read();
  } catch (const glia::Error& error) {
    if (error.kind() != glia::ErrorKind::kModel) std::abort();
  }
}

void check_features(const Preparation& preparation, const Table& data) {
  PreparationReport report;
  for (const float value : preparation.apply<float>(data, rows(), &report).values)
    if (!std::isfinite(value)) std::abort();
  if (report.clean() != report.messages().empty()) std::abort();
}

// Every step kind fitted once, so that its text is among what the coverage sees.
bool fit_each_kind() {
  PreparationOptions options;
  options.note_missing = true;
  for (const Scaling scaling : {Scaling::kStandard, Scaling::kMinMax, Scaling::kNone})
    for (const TextFill texts : {TextFill::kOwnCategory, TextFill::kMostFrequent}) {
      options.scaling = scaling;
      options.texts = texts;
      options.numbers = texts == TextFill::kOwnCategory ? NumberFill::kMean : NumberFill::kMedian;
      const auto target = TargetEncoding::fit(table(), rows(), survey_target(table(), {"y"}));
      const auto fitted = Preparation::fit(table(), rows(), target, options);
      if (Preparation::from_json(fitted.to_json()).to_json() != fitted.to_json()) std::abort();
    }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const bool kFitted = fit_each_kind();
  if (!kFitted) return 1;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  attempt([&] {
    const Preparation preparation = Preparation::from_json(text);
    check_features(preparation, table());
    check_features(preparation, other_table());
    const std::string again = preparation.to_json();
    if (Preparation::from_json(again).to_json() != again) std::abort();
  });
  attempt([&] {
    const TargetEncoding target = TargetEncoding::from_json(text);
    const std::string again = target.to_json();
    if (TargetEncoding::from_json(again).to_json() != again) std::abort();
    try {
      for (const int32_t code : target.encode<float>(table(), rows()).classes)
        if (code >= target.width()) std::abort();
    } catch (const glia::Error& error) {  // the table lacks the column
      if (error.kind() != glia::ErrorKind::kData) std::abort();
    }
  });
  return 0;
}
