#include <cstdint>
#include <string>

#include "glia/base/format.h"
#include "glia/formats/arch_check_internal.h"
#include "glia/formats/arch_toml_internal.h"

namespace glia::formats {
namespace {

// A TOML basic string; text is UTF-8.
std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

template <class Items, class ToText>
std::string list(const Items& items, const ToText& to_text) {
  std::string out = "[";
  for (const auto& item : items) {
    if (out.size() > 1) out += ", ";
    out += to_text(item);
  }
  return out + ']';
}

std::string integers(const std::vector<int64_t>& values) {
  return list(values, [](int64_t value) { return fmt::to_string(value); });
}

struct ValueText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(int64_t value) const { return fmt::to_string(value); }
  // The shortest digits that give the same double; a point keeps it from reading as an integer.
  std::string operator()(double value) const {
    std::string text = fmt::format("{}", value);
    return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
  }
  std::string operator()(const std::string& value) const { return toml_text(value); }
  std::string operator()(const std::vector<int64_t>& values) const { return integers(values); }
};

}  // namespace

std::string write_arch_toml(const nn::ArchSpec& spec) {
  const ArchSource source{"architecture"};
  check_arch(spec, source);
  std::string out;
  if (spec.outputs != std::vector<std::string>{spec.layers.back().name}) {
    out += fmt::format("outputs = {}\n\n", list(spec.outputs, toml_text));
  }
  for (const nn::InputSpec& input : spec.inputs) {
    out += fmt::format("[[input]]\nname = {}\nshape = {}\n\n", toml_text(input.name),
                       integers(input.shape));
  }
  const std::string* above = spec.inputs.size() == 1 ? &spec.inputs.front().name : nullptr;
  for (const nn::LayerSpec& layer : spec.layers) {
    out += fmt::format("[[layer]]\nname = {}\nkind = {}\n", toml_text(layer.name),
                       toml_text(layer.kind));
    const bool reads_above =
        above != nullptr && layer.inputs.size() == 1 && layer.inputs[0] == *above;
    if (!reads_above) out += fmt::format("inputs = {}\n", list(layer.inputs, toml_text));
    for (const auto& [name, value] : layer.options) {
      out += fmt::format("{} = {}\n", name, std::visit(ValueText{}, value));
    }
    out += '\n';
    above = &layer.name;
  }
  out.pop_back();
  if (out.size() > ArchLimits::kTextBytes) {
    source.refuse({}, fmt::format("{} bytes as TOML, over the limit of {}", out.size(),
                                  ArchLimits::kTextBytes));
  }
  return out;
}

}  // namespace glia::formats
