#include "glia/formats/model_file.h"

#include <cmath>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/data/json_object_internal.h"
#include "glia/formats/arch_json_internal.h"
#include "glia/formats/history_json_internal.h"
#include "glia/formats/seal.h"
#include "glia/formats/variables_internal.h"
#include "glia/loss/loss.h"
#include "glia/nn/network.h"

namespace glia::formats {

using data::Json;
using data::JsonReader;

namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 34;
constexpr char kSamplesX[] = "glia.samples.x";
constexpr char kSamplesY[] = "glia.samples.y";

std::string preprocess_text(const train::Model& model) {
  if (model.preparation) return model.preparation->to_json();
  Json images =
      data::json_object({{"height", model.images->height}, {"width", model.images->width}});
  return data::dump_json(data::json_object({{"images", std::move(images)}}));
}

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

// One metadata value, parsed; `path` names it in messages.
struct Part {
  std::string path;
  Json json;
  JsonReader reader() const { return {json, path}; }
};

Part part(const SafetensorsFile& file, const std::string& source, const char* key) {
  const MetadataEntry* entry = file.find_metadata(key);
  if (entry == nullptr) fail(ErrorKind::kModel, say("{}: {} is missing", source, key));
  const std::string path = fmt::format("{}: {}", source, key);
  return {path, JsonReader::parse(entry->value, path)};
}

// What a metadata value says, by the room that knows it; its complaints name the file too.
template <class Value>
Value parsed(const SafetensorsFile& file, const std::string& source, const char* key) {
  const Part found = part(file, source, key);
  try {
    return Value::from_json(file.find_metadata(key)->value);
  } catch (const Error& error) {
    fail(ErrorKind::kModel, say("{}: {}", found.path, error.message()));
  }
}

void read_preprocess(const SafetensorsFile& file, const std::string& source, train::Model& model) {
  const Part preprocess = part(file, source, "glia.preprocess");
  if (!preprocess.reader().has("images")) {
    model.preparation = parsed<data::Preparation>(file, source, "glia.preprocess");
    return;
  }
  constexpr int64_t kMostPixels = 1 << 15;
  const JsonReader images = preprocess.reader().member("images");
  model.images = train::ImageInput{images.member("height").integer(1, kMostPixels),
                                   images.member("width").integer(1, kMostPixels)};
}

void read_samples(const SafetensorsFile& file, const std::string& source, train::Model& model) {
  const TensorEntry* x = file.find_tensor(kSamplesX);
  const TensorEntry* y = file.find_tensor(kSamplesY);
  if (x == nullptr && y == nullptr) return;
  const Part header = part(file, source, "glia.samples");
  constexpr int64_t kMostRows = 8;
  train::Samples& samples = model.samples;
  samples.tolerance = header.reader().member("tolerance").finite();
  const bool fits = x != nullptr && y != nullptr && x->dtype == Dtype::kF32 &&
                    y->dtype == Dtype::kF64 && x->shape.size() == 2 && y->shape.size() == 2 &&
                    x->shape[0] == y->shape[0] && x->shape[0] <= kMostRows &&
                    x->shape[1] == model.features() && y->shape[1] == model.outputs();
  if (!fits) {
    fail(ErrorKind::kModel,
         say("{}: the samples are not up to {} rows of {} F32 features and {} F64 outputs", source,
             kMostRows, model.features(), model.outputs()));
  }
  samples.rows = x->shape[0];
  copy_elements(*x, samples.x);
  copy_elements(*y, samples.y);
}

void expect_fit(const train::Model& model, const std::string& source) {
  const int64_t read =
      model.preparation ? model.preparation->width() : model.images->height * model.images->width;
  if (read != model.features()) {
    fail(ErrorKind::kModel, say("{}: glia.preprocess makes {} numbers a row, the network reads {}",
                                source, read, model.features()));
  }
}

}  // namespace

std::string write_model(const train::Model& model) {
  SafetensorsFile file;
  const auto text = [&](const char* key, std::string value) {
    file.metadata.push_back({key, std::move(value), 0});
  };
  text("glia.format", std::to_string(kModelFormat));
  text("glia.arch", write_arch_json(model.arch));
  text("glia.preprocess", preprocess_text(model));
  text("glia.target", model.target.to_json());
  text("glia.task", data::dump_json(data::json_object({{"loss", model.loss}})));
  text("glia.train", model.settings);
  text("glia.history", data::dump_json(history_to_json(model.history)));
  text("glia.metrics", model.metrics);
  add_variables(*model.variables, "", file);
  const train::Samples& samples = model.samples;
  if (samples.rows > 0) {
    text("glia.samples", data::dump_json(data::json_object({{"tolerance", samples.tolerance}})));
    file.tensors.push_back(
        {kSamplesX, Dtype::kF32, {samples.rows, model.features()}, bytes_of(samples.x)});
    file.tensors.push_back(
        {kSamplesY, Dtype::kF64, {samples.rows, model.outputs()}, bytes_of(samples.y)});
  }
  return write_sealed(file);
}

train::Model read_model(std::string_view bytes, const std::string& source) {
  const SafetensorsFile file = read_sealed(bytes, source);
  const int64_t format = part(file, source, "glia.format").reader().integer(1, INT64_MAX);
  if (format > kModelFormat) {
    fail(ErrorKind::kModel, say("{}: model format {}; this glia reads up to {}: update it", source,
                                format, kModelFormat));
  }
  if (file.find_metadata("glia.checkpoint") != nullptr) {
    fail(ErrorKind::kModel, say("{}: a checkpoint, not a model; give it to --resume", source));
  }
  train::Model model;
  const MetadataEntry* arch = file.find_metadata("glia.arch");
  if (arch == nullptr) fail(ErrorKind::kModel, say("{}: glia.arch is missing", source));
  model.arch = parse_arch_json(arch->value, source + ": glia.arch");
  model.target = parsed<data::TargetEncoding>(file, source, "glia.target");
  model.loss = part(file, source, "glia.task").reader().member("loss").text();
  model.settings = data::dump_json(part(file, source, "glia.train").json);
  model.metrics = data::dump_json(part(file, source, "glia.metrics").json);
  model.history = history_from_json(part(file, source, "glia.history").reader());
  read_preprocess(file, source, model);
  graph::Graph graph;
  try {
    loss::parse_loss(model.loss, train::targets_of(model.target.kind()));
    const std::vector<graph::Value> outputs = nn::build(graph, model.arch);
    const bool one = model.arch.inputs.size() == 1 && outputs.size() == 1 &&
                     outputs[0].shape().rank() == 2 && outputs[0].shape()[1].is(model.outputs());
    if (!one) {
      fail(ErrorKind::kModel,
           say("the network does not give {} numbers from one input", model.outputs()));
    }
  } catch (const Error& error) {
    fail(ErrorKind::kModel, say("{}: {}", source, error.message()));
  }
  model.variables = read_variables(graph, file, "", source);
  expect_fit(model, source);
  read_samples(file, source, model);
  return model;
}

void save_model(const std::string& path, const train::Model& model) {
  write_file_atomically(path, write_model(model));
}

train::Model load_model(const std::string& path) {
  const std::string bytes = read_file(path, kMostBytes);
  return read_model(bytes, path);
}

}  // namespace glia::formats
