#include "glia/formats/arch_json_internal.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "glia/base/format.h"
#include "glia/data/json_object_internal.h"
#include "glia/formats/arch_check_internal.h"
#include "glia/formats/quote_internal.h"

namespace glia::formats {
namespace {

using data::Json;
using data::json_object;
using nlohmann::json;
using nn::ArchSpec;

constexpr int kMostDepth = 6;  // {"layers":[{"options":{"sizes":[1]}}]}

class Reader {
 public:
  explicit Reader(const std::string& source) : source_{source, ErrorKind::kModel} {}

  ArchSpec read(std::string_view text) {
    if (text.size() > ArchLimits::kTextBytes) {
      refuse("",
             fmt::format("{} bytes, over the limit of {}", text.size(), ArchLimits::kTextBytes));
    }
    // The JSON library takes a zero byte for the end, and would let anything follow it.
    if (const size_t zero = text.find('\0'); zero != std::string_view::npos) {
      refuse("", fmt::format("not JSON: a zero byte at character {}", zero + 1));
    }
    const json root = parse(text);
    fields(root, "", {"inputs", "layers", "outputs"});
    ArchSpec spec;
    const json& inputs = array(root.at("inputs"), "inputs", "objects");
    for (size_t i = 0; i < inputs.size(); ++i) {
      const std::string path = fmt::format("inputs[{}]", i);
      fields(inputs[i], path, {"name", "shape"});
      spec.inputs.push_back({text_of(inputs[i].at("name"), path + ".name"),
                             integers(inputs[i].at("shape"), path + ".shape")});
    }
    const json& layers = array(root.at("layers"), "layers", "objects");
    for (size_t i = 0; i < layers.size(); ++i) {
      spec.layers.push_back(layer(layers[i], fmt::format("layers[{}]", i)));
    }
    spec.outputs = names(root.at("outputs"), "outputs");
    check_arch(spec, source_);
    return spec;
  }

 private:
  // The library keeps the last of two equal keys and has no limit of depth: both are refused here.
  json parse(std::string_view text) const {
    std::vector<std::set<std::string>> keys;
    const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
      if (depth > kMostDepth) refuse("", fmt::format("nested deeper than {}", kMostDepth));
      if (event == json::parse_event_t::object_start) keys.emplace_back();
      if (event == json::parse_event_t::object_end) keys.pop_back();
      if (event == json::parse_event_t::key) {
        const auto& key = parsed.get_ref<const std::string&>();
        if (!keys.back().insert(key).second) {
          refuse("", fmt::format("key {} stands twice in one object", quote(key)));
        }
      }
      return true;
    };
    try {
      return json::parse(text.begin(), text.end(), watch);
    } catch (const json::parse_error& e) {
      refuse("", fmt::format("not JSON near character {}", e.byte));
    } catch (const json::exception&) {
      refuse("", "holds a number that is too large");
    }
  }

  nn::LayerSpec layer(const json& node, const std::string& path) const {
    fields(node, path, {"name", "kind", "inputs", "options"});
    nn::LayerSpec layer;
    layer.name = text_of(node.at("name"), path + ".name");
    layer.kind = text_of(node.at("kind"), path + ".kind");
    layer.inputs = names(node.at("inputs"), path + ".inputs");
    const json& options = node.at("options");
    if (!options.is_object())
      refuse(path + ".options", "expected an object, found " + type(options));
    for (const auto& [name, value] : options.items()) {
      layer.options.emplace(name, option(value, fmt::format("{}.options[{}]", path, quote(name))));
    }
    return layer;
  }

  nn::OptionValue option(const json& node, const std::string& path) const {
    switch (node.type()) {
      case json::value_t::boolean:
        return node.get<bool>();
      case json::value_t::number_integer:
      case json::value_t::number_unsigned:
        return integer(node, path);
      case json::value_t::number_float:
        return node.get<double>();
      case json::value_t::string:
        return node.get<std::string>();
      case json::value_t::array:
        return integers(node, path);
      default:
        refuse(path,
               "expected a boolean, number, string or array of integers, found " + type(node));
    }
  }

  // An object with exactly these keys.
  void fields(const json& node, const std::string& path,
              std::initializer_list<std::string_view> expected) const {
    if (!node.is_object()) refuse(path, "expected an object, found " + type(node));
    for (const std::string_view name : expected) {
      if (!node.contains(name)) refuse(path, fmt::format("{} is missing", name));
    }
    if (node.size() == expected.size()) return;
    for (const auto& [name, value] : node.items()) {
      if (std::find(expected.begin(), expected.end(), name) == expected.end()) {
        refuse(path,
               fmt::format("unknown key {}, expected {}", quote(name), fmt::join(expected, ", ")));
      }
    }
  }

  const json& array(const json& node, const std::string& path, std::string_view of) const {
    if (!node.is_array()) {
      refuse(path, fmt::format("expected an array of {}, found {}", of, type(node)));
    }
    return node;
  }

  std::string text_of(const json& node, const std::string& path) const {
    if (!node.is_string()) refuse(path, "expected a string, found " + type(node));
    return node.get<std::string>();
  }

  int64_t integer(const json& node, const std::string& path) const {
    if (!node.is_number_integer()) refuse(path, "expected an integer, found " + type(node));
    if (node.is_number_unsigned() && node.get<uint64_t>() > static_cast<uint64_t>(kMostInteger)) {
      refuse(path, fmt::format("{} is over 2^63 - 1", node.get<uint64_t>()));
    }
    return node.get<int64_t>();
  }

  std::vector<int64_t> integers(const json& node, const std::string& path) const {
    std::vector<int64_t> result;
    for (const json& item : array(node, path, "integers")) result.push_back(integer(item, path));
    return result;
  }

  std::vector<std::string> names(const json& node, const std::string& path) const {
    std::vector<std::string> result;
    for (const json& item : array(node, path, "strings")) result.push_back(text_of(item, path));
    return result;
  }

  static std::string type(const json& node) {
    return node.is_number_float() ? "a number with a fraction" : node.type_name();
  }

  [[noreturn]] void refuse(const std::string& path, const std::string& what) const {
    source_.refuse({}, path.empty() ? what : path + ": " + what);
  }

  static constexpr int64_t kMostInteger = std::numeric_limits<int64_t>::max();
  ArchSource source_;
};

}  // namespace

ArchSpec parse_arch_json(std::string_view text, const std::string& source) {
  return Reader(source).read(text);
}

std::string write_arch_json(const ArchSpec& spec) {
  const ArchSource source{"architecture"};
  check_arch(spec, source);
  Json root = Json::object();
  root["inputs"] = Json::array();
  for (const nn::InputSpec& input : spec.inputs) {
    root["inputs"].push_back(json_object({{"name", input.name}, {"shape", input.shape}}));
  }
  root["layers"] = Json::array();
  for (const nn::LayerSpec& layer : spec.layers) {
    Json options = Json::object();
    for (const auto& [name, value] : layer.options) {
      std::visit([&, &key = name](const auto& v) { options[key] = v; }, value);
    }
    root["layers"].push_back(json_object({{"name", layer.name},
                                          {"kind", layer.kind},
                                          {"inputs", layer.inputs},
                                          {"options", std::move(options)}}));
  }
  root["outputs"] = spec.outputs;
  std::string out = root.dump();
  if (out.size() > ArchLimits::kTextBytes) {
    source.refuse({}, fmt::format("{} bytes as JSON, over the limit of {}", out.size(),
                                  ArchLimits::kTextBytes));
  }
  return out;
}

}  // namespace glia::formats
