#include "glia/formats/checkpoint.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/say_internal.h"
#include "glia/data/json_object_internal.h"
#include "glia/formats/history_json_internal.h"
#include "glia/formats/seal.h"

namespace glia::formats {

using data::Json;
using data::JsonReader;

namespace {

constexpr int64_t kCheckpointFormat = 1;
constexpr uint64_t kMostBytes = uint64_t{1} << 34;

std::string_view bytes_of(const std::vector<std::byte>& block) {
  return {reinterpret_cast<const char*>(block.data()), block.size()};
}

TensorEntry block_entry(const char* name, const std::vector<std::byte>& block) {
  return {name, Dtype::kU8, {static_cast<int64_t>(block.size())}, bytes_of(block)};
}

std::vector<std::byte> block_from(const SafetensorsFile& file, const char* name,
                                  const std::string& source) {
  const TensorEntry* tensor = file.find_tensor(name);
  if (tensor == nullptr || tensor->dtype != Dtype::kU8)
    fail(ErrorKind::kModel, say("{}: the U8 tensor {} is missing", source, name));
  std::vector<std::byte> block(tensor->bytes.size());
  if (!block.empty()) std::memcpy(block.data(), tensor->bytes.data(), block.size());
  return block;
}

}  // namespace

std::string write_checkpoint(const Checkpoint& checkpoint) {
  const train::LoopState& state = checkpoint.state;
  SafetensorsFile file;
  file.metadata.push_back({"glia.format", std::to_string(kCheckpointFormat), 0});
  const Json json =
      data::json_object({{"epoch", state.epoch},
                         {"step", state.step},
                         {"best_epoch", state.best_epoch},
                         {"best", std::isfinite(state.best) ? Json(state.best) : Json()},
                         {"history", history_to_json(state.history)}});
  file.metadata.push_back({"glia.checkpoint", data::dump_json(json), 0});
  file.metadata.push_back({"glia.config", checkpoint.config, 0});
  file.tensors.push_back(block_entry("variables", state.variables));
  file.tensors.push_back(block_entry("best", state.best_model));
  return write_sealed(file);
}

Checkpoint read_checkpoint(std::string_view bytes, const std::string& source) {
  const SafetensorsFile file = read_sealed(bytes, source);
  const MetadataEntry* entry = file.find_metadata("glia.checkpoint");
  const MetadataEntry* config = file.find_metadata("glia.config");
  const MetadataEntry* format = file.find_metadata("glia.format");
  if (entry == nullptr || config == nullptr || format == nullptr)
    fail(ErrorKind::kModel, say("{}: not a checkpoint of glia train", source));
  if (format->value != std::to_string(kCheckpointFormat)) {
    fail(ErrorKind::kModel, say("{}: checkpoint format {}; this glia reads {}", source,
                                format->value, kCheckpointFormat));
  }
  const std::string path = source + ": glia.checkpoint";
  const Json json = JsonReader::parse(entry->value, path);
  const JsonReader reader(json, path);
  Checkpoint checkpoint;
  checkpoint.config = config->value;
  train::LoopState& state = checkpoint.state;
  constexpr int64_t kMost = int64_t{1} << 60;
  state.epoch = reader.member("epoch").integer(0, kMost);
  state.step = reader.member("step").integer(0, kMost);
  state.best_epoch = reader.member("best_epoch").integer(0, kMost);
  state.best = reader.member("best").is_null() ? std::numeric_limits<double>::infinity()
                                               : reader.member("best").finite();
  state.history = history_from_json(reader.member("history"));
  if (state.history.epochs() != state.epoch) {
    fail(ErrorKind::kModel, say("{}: {} epochs done, but {} in the history", source, state.epoch,
                                state.history.epochs()));
  }
  state.variables = block_from(file, "variables", source);
  state.best_model = block_from(file, "best", source);
  return checkpoint;
}

void save_checkpoint(const std::string& path, const Checkpoint& checkpoint) {
  write_file_atomically(path, write_checkpoint(checkpoint));
}

Checkpoint load_checkpoint(const std::string& path) {
  const std::string bytes = read_file(path, kMostBytes);
  return read_checkpoint(bytes, path);
}

}  // namespace glia::formats
