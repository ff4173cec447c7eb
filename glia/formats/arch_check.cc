#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "glia/base/format.h"
#include "glia/base/say_internal.h"
#include "glia/base/text.h"
#include "glia/formats/arch_check_internal.h"
#include "glia/formats/quote_internal.h"

namespace glia::formats {
namespace {

using nn::ArchSpec;
using nn::InputSpec;
using nn::LayerSpec;
using nn::OptionValue;

Place at(const std::vector<Place>& places, size_t i) {
  return i < places.size() ? places[i] : Place{};
}

// A name goes into paths, messages and both file formats: no space, control character or quote.
bool is_name(std::string_view text) {
  if (text.empty() || text.size() > ArchLimits::kNameBytes || !is_utf8(text)) return false;
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (byte <= ' ' || byte == 0x7f || c == '"' || c == '\'' || c == '\\') return false;
  }
  return true;
}

bool is_option_name(std::string_view text) {
  if (text.empty() || text.size() > ArchLimits::kNameBytes) return false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool digit = c >= '0' && c <= '9';
    if (!letter && !(digit && &c != text.data())) return false;
  }
  return text != "name" && text != "kind" && text != "inputs" && text != "outputs";
}

std::string name_rule(std::string_view found) {
  return fmt::format(
      "expected 1 to {} bytes of UTF-8 without spaces, quotes and backslashes, found {}",
      ArchLimits::kNameBytes, quote(found));
}

class Checker {
 public:
  Checker(const ArchSpec& spec, const ArchSource& source, const ArchPlaces& places)
      : spec_(spec), source_(source), places_(places) {}

  void check() {
    if (spec_.inputs.empty()) source_.refuse({}, "no input, expected at least one [[input]]");
    if (spec_.layers.empty()) source_.refuse({}, "no layer, expected at least one [[layer]]");
    limit({}, "", "inputs", spec_.inputs.size(), ArchLimits::kInputs);
    limit({}, "", "layers", spec_.layers.size(), ArchLimits::kLayers);
    for (size_t i = 0; i < spec_.inputs.size(); ++i) check_input(i);
    for (size_t i = 0; i < spec_.layers.size(); ++i) later_.emplace(spec_.layers[i].name, i);
    for (size_t i = 0; i < spec_.layers.size(); ++i) check_layer(i);
    check_outputs();
  }

 private:
  // `owner` is empty for the network itself.
  void limit(Place place, const std::string& owner, std::string_view what, size_t found,
             size_t most) const {
    if (found <= most) return;
    source_.refuse(place, fmt::format("{}{}{} {}, over the limit of {}", owner,
                                      owner.empty() ? "" : ": ", found, what, most));
  }

  void check_input(size_t i) {
    const InputSpec& input = spec_.inputs[i];
    const Place place = at(places_.inputs, i);
    const std::string what = fmt::format("input {} {}", i + 1, quote(input.name));
    if (!is_name(input.name)) {
      source_.refuse(place, fmt::format("input {}: name: {}", i + 1, name_rule(input.name)));
    }
    if (!known_.insert(input.name).second) {
      source_.refuse(place, fmt::format("{}: the name is taken by an earlier input", what));
    }
    limit(place, what, "sizes in shape", input.shape.size(), ArchLimits::kRank);
    int64_t elements = 1;
    for (const int64_t size : input.shape) {
      if (size < 1 || size > ArchLimits::kElements / elements) {
        source_.refuse(place,
                       fmt::format("{}: shape [{}]: expected sizes of at least 1 and 2^40 elements "
                                   "at most",
                                   what, fmt::join(input.shape, ", ")));
      }
      elements *= size;
    }
  }

  void check_layer(size_t i) {
    const LayerSpec& layer = spec_.layers[i];
    const Place place = at(places_.layers, i);
    if (!is_name(layer.kind)) {
      source_.refuse(place, fmt::format("layer {}: kind: {}", i + 1, name_rule(layer.kind)));
    }
    if (!is_name(layer.name)) {
      source_.refuse(place, fmt::format("layer {}: name: {}", i + 1, name_rule(layer.name)));
    }
    const std::string what = layer_text(layer, i);
    if (layer.inputs.empty()) source_.refuse(place, fmt::format("{}: no inputs", what));
    limit(place, what, "inputs", layer.inputs.size(), ArchLimits::kInputs);
    for (size_t j = 0; j < layer.inputs.size(); ++j) check_layer_input(i, j);
    if (!known_.insert(layer.name).second) {
      source_.refuse(place,
                     fmt::format("{}: the name is taken by an earlier layer or input", what));
    }
    limit(place, what, "options", layer.options.size(), ArchLimits::kOptions);
    for (const auto& [name, value] : layer.options) check_option(place, what, name, value);
  }

  void check_layer_input(size_t i, size_t j) const {
    const std::string& input = spec_.layers[i].inputs[j];
    if (known_.count(input) != 0) return;
    Place place = i < places_.layer_inputs.size() ? at(places_.layer_inputs[i], j) : Place{};
    if (place.line == 0) place = at(places_.layers, i);
    const std::string what = layer_text(spec_.layers[i], i);
    const auto found = later_.find(input);
    if (found == later_.end()) {
      std::vector<std::string_view> above;
      for (const InputSpec& known : spec_.inputs) above.push_back(known.name);
      for (size_t k = 0; k < i; ++k) above.push_back(spec_.layers[k].name);
      const std::string meant = nearest(input, above);
      source_.refuse(
          place,
          fmt::format("{}: unknown input {}, expected an input or an earlier layer{}", what,
                      quote(input), meant.empty() ? "" : "; did you mean " + quote(meant) + "?"));
    }
    if (found->second == i) source_.refuse(place, fmt::format("{}: reads itself", what));
    source_.refuse(place, fmt::format("{}: reads {}, which stands later (layer {}); a layer reads "
                                      "only what is above it",
                                      what, quote(input), found->second + 1));
  }

  void check_option(Place place, const std::string& layer, const std::string& name,
                    const OptionValue& value) const {
    if (!is_option_name(name)) {
      source_.refuse(place, fmt::format("{}: {} can't name an option, expected letters, digits and "
                                        "underscores",
                                        layer, quote(name)));
    }
    const std::string what = layer + ": " + quote(name);
    if (const auto* number = std::get_if<double>(&value)) {
      if (!std::isfinite(*number)) {
        source_.refuse(place, fmt::format("{}: expected a finite number, found {}", what, *number));
      }
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      limit(place, what, "bytes of text", text->size(), ArchLimits::kStringBytes);
      if (!is_utf8(*text)) source_.refuse(place, what + ": the text is not UTF-8");
    } else if (const auto* list = std::get_if<std::vector<int64_t>>(&value)) {
      limit(place, what, "integers", list->size(), ArchLimits::kListSizes);
    }
  }

  void check_outputs() const {
    const Place first = at(places_.outputs, 0);
    if (spec_.outputs.empty()) source_.refuse(first, "no outputs");
    limit(first, "", "outputs", spec_.outputs.size(), ArchLimits::kInputs);
    std::unordered_set<std::string> seen;
    for (size_t i = 0; i < spec_.outputs.size(); ++i) {
      const std::string& name = spec_.outputs[i];
      const Place place = at(places_.outputs, i);
      if (known_.count(name) == 0) {
        source_.refuse(place, fmt::format("outputs: no layer or input is called {}", quote(name)));
      }
      if (!seen.insert(name).second) {
        source_.refuse(place, fmt::format("outputs: {} stands twice", quote(name)));
      }
    }
  }

  const ArchSpec& spec_;
  const ArchSource& source_;
  const ArchPlaces& places_;
  std::unordered_set<std::string> known_;          // inputs and the layers above
  std::unordered_map<std::string, size_t> later_;  // all layers, for a better message
};

}  // namespace

void ArchSource::refuse(Place place, const std::string& what) const {
  fail(kind, place.line == 0 ? say("{}: {}", name, what)
                             : say("{}:{}:{}: {}", name, place.line, place.column, what));
}

std::string layer_text(const nn::LayerSpec& layer, size_t index) {
  return fmt::format("layer {} {}", index + 1, quote(layer.name.empty() ? layer.kind : layer.name));
}

void check_arch(const nn::ArchSpec& spec, const ArchSource& source, const ArchPlaces& places) {
  Checker(spec, source, places).check();
}

}  // namespace glia::formats
