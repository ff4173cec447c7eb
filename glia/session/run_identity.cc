#include "glia/session/run_identity.h"

#include <cstring>
#include <string_view>

#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/data/json_internal.h"
#include "glia/formats/arch_json_internal.h"

namespace glia::session {
namespace {

// Not against forgery: a slip of hand changes it, and it reads memory as fast as that goes.
class Mark {
 public:
  void add(const void* bytes, size_t size) {
    const char* next = static_cast<const char*>(bytes);
    for (; size >= sizeof(uint64_t); size -= sizeof(uint64_t), next += sizeof(uint64_t)) {
      uint64_t word = 0;
      std::memcpy(&word, next, sizeof word);
      mix(word);
    }
    uint64_t rest = size;
    std::memcpy(&rest, next, size);
    mix(rest);
  }
  template <class T>
  void add_row(const std::vector<T>& matrix, int64_t row, size_t width) {
    if (!matrix.empty()) add(matrix.data() + static_cast<size_t>(row) * width, width * sizeof(T));
  }
  std::string text() const { return fmt::format("{:016x}", splitmix64(state_)); }

 private:
  void mix(uint64_t word) {
    state_ = (state_ ^ word) * 0x9E3779B97F4A7C15u;
    state_ ^= state_ >> 32;
  }
  uint64_t state_ = 0;
};

std::string mark_of(const train::Dataset& dataset) {
  Mark mark;
  const auto features = static_cast<size_t>(dataset.features);
  const auto outputs = static_cast<size_t>(dataset.target.width());
  for (const auto* rows : {&dataset.split.train, &dataset.split.validation}) {
    for (const int64_t row : *rows) {
      mark.add_row(dataset.x, row, features);
      mark.add_row(dataset.pixels, row, features);
      mark.add_row(dataset.classes, row, 1);
      mark.add_row(dataset.y, row, outputs);
      mark.add_row(dataset.weights, row, 1);
    }
    const size_t count = rows->size();
    mark.add(&count, sizeof count);
  }
  return mark.text();
}

}  // namespace

std::string run_identity(const std::string& settings, const std::string& network,
                         const nn::ArchSpec& arch, const train::Dataset& dataset) {
  data::Json json = data::JsonReader::parse(settings, "settings");
  const std::string text = formats::write_arch_json(arch);
  Mark mark;
  mark.add(text.data(), text.size());
  json["network"] = network;
  json["arch"] = mark.text();
  json["data"] = mark_of(dataset);
  return data::dump_json(json);
}

}  // namespace glia::session
