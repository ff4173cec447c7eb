#include "glia/formats/arch_toml_internal.h"

#include "glia/base/format.h"
#include "glia/formats/arch_check_internal.h"
#include "glia/formats/quote_internal.h"
#include "glia/formats/toml_internal.h"

namespace glia::formats {
namespace {

using nn::ArchSpec;
using nn::LayerSpec;
using nn::OptionValue;

class Reader {
 public:
  explicit Reader(const std::string& source) : source_{source, ErrorKind::kUsage} {}

  ArchSpec read(std::string_view text) {
    if (text.size() > ArchLimits::kTextBytes) {
      source_.refuse({}, fmt::format("{} bytes, over the limit of {} for an architecture file",
                                     text.size(), ArchLimits::kTextBytes));
    }
    const std::vector<TomlTable> tables = parse_toml(text, source_);
    std::vector<const TomlTable*> inputs, layers;
    for (size_t i = 1; i < tables.size(); ++i) {
      const TomlTable& table = tables[i];
      if (table.name != "input" && table.name != "layer") refuse_unknown(table.place, table.name);
      if (!table.of_list) {
        source_.refuse(table.place,
                       fmt::format("[{0}] is a single table, expected [[{0}]] with two "
                                   "brackets each",
                                   table.name));
      }
      (table.name == "input" ? inputs : layers).push_back(&table);
    }
    if (layers.size() > ArchLimits::kLayers) {
      source_.refuse(
          layers[ArchLimits::kLayers]->place,
          fmt::format("{} layers, over the limit of {}", layers.size(), ArchLimits::kLayers));
    }
    const TomlEntry* outputs = read_top(tables.front());
    for (const TomlTable* table : inputs) read_input(*table);
    for (const TomlTable* table : layers) read_layer(*table);
    if (outputs != nullptr) {
      spec_.outputs = names(outputs->value, "outputs", places_.outputs);
    } else if (!spec_.layers.empty()) {
      spec_.outputs = {spec_.layers.back().name};
    }
    check_arch(spec_, source_, places_);
    return std::move(spec_);
  }

 private:
  [[noreturn]] void refuse_unknown(Place place, std::string_view name) const {
    source_.refuse(place, fmt::format("unknown key {}, expected [[input]], [[layer]] or outputs",
                                      quote(name)));
  }

  const TomlEntry* read_top(const TomlTable& table) const {
    for (const TomlEntry& entry : table.entries) {
      if (entry.key == "input" || entry.key == "layer") {
        source_.refuse(entry.place, fmt::format("{0} is {1}, expected [[{0}]] on a line of its own",
                                                entry.key, type_text(entry.value)));
      }
      if (entry.key != "outputs") refuse_unknown(entry.place, entry.key);
    }
    return table.find("outputs");
  }

  void read_input(const TomlTable& table) {
    const std::string what = fmt::format("input {}", spec_.inputs.size() + 1);
    for (const TomlEntry& entry : table.entries) {
      if (entry.key == "outputs") refuse_late_outputs(entry.place, what);
      if (entry.key != "name" && entry.key != "shape") {
        source_.refuse(entry.place, fmt::format("{}: unknown key {}, expected name or shape", what,
                                                quote(entry.key)));
      }
    }
    const TomlEntry* name = table.find("name");
    const TomlEntry* shape = table.find("shape");
    if (name == nullptr) source_.refuse(table.place, what + ": name is missing");
    if (shape == nullptr) source_.refuse(table.place, what + ": shape is missing");
    spec_.inputs.push_back(
        {text_of(name->value, what + ": name"), integers(shape->value, what + ": shape")});
    places_.inputs.push_back(table.place);
  }

  // TOML gives whatever follows [[layer]] to that layer, up to the next bracket.
  [[noreturn]] void refuse_late_outputs(Place place, const std::string& what) const {
    source_.refuse(place, what +
                              ": outputs belongs to the network: write it at the top of the "
                              "file, above the first [[input]] or [[layer]]");
  }

  void read_layer(const TomlTable& table) {
    const size_t i = spec_.layers.size();
    const std::string number = fmt::format("layer {}", i + 1);
    LayerSpec layer;
    layer.line = table.place.line;
    const TomlEntry* name = table.find("name");
    const TomlEntry* kind = table.find("kind");
    if (name != nullptr) layer.name = text_of(name->value, number + ": name");
    if (kind == nullptr) {
      source_.refuse(table.place,
                     (layer.name.empty() ? number : layer_text(layer, i)) + ": kind is missing");
    }
    layer.kind = text_of(kind->value, number + ": kind");
    if (name == nullptr) layer.name = fmt::format("{}{}", layer.kind, i + 1);

    const std::string what = layer_text(layer, i);
    std::vector<Place> input_places;
    if (const TomlEntry* inputs = table.find("inputs")) {
      layer.inputs = names(inputs->value, what + ": inputs", input_places);
    } else {
      layer.inputs = {default_input(table.place, what)};
    }
    for (const TomlEntry& entry : table.entries) {
      if (entry.key == "name" || entry.key == "kind" || entry.key == "inputs") continue;
      if (entry.key == "outputs") refuse_late_outputs(entry.place, what);
      layer.options.emplace(entry.key,
                            option(entry.value, fmt::format("{}: {}", what, quote(entry.key))));
    }
    places_.layers.push_back(table.place);
    places_.layer_inputs.push_back(std::move(input_places));
    spec_.layers.push_back(std::move(layer));
  }

  const std::string& default_input(Place place, const std::string& what) const {
    if (!spec_.layers.empty()) return spec_.layers.back().name;
    if (spec_.inputs.empty()) source_.refuse({}, "no input, expected at least one [[input]]");
    if (spec_.inputs.size() > 1) {
      source_.refuse(place,
                     fmt::format("{}: inputs is missing: the network has {} inputs, the first "
                                 "layer must name its own",
                                 what, spec_.inputs.size()));
    }
    return spec_.inputs.front().name;
  }

  OptionValue option(const TomlValue& value, const std::string& what) const {
    if (const auto* truth = std::get_if<bool>(&value.value)) return *truth;
    if (const auto* integer = std::get_if<int64_t>(&value.value)) return *integer;
    if (const auto* real = std::get_if<double>(&value.value)) return *real;
    if (const auto* text = std::get_if<std::string>(&value.value)) return *text;
    return integers(value, what);
  }

  std::string text_of(const TomlValue& value, const std::string& what) const {
    const auto* text = std::get_if<std::string>(&value.value);
    if (text == nullptr) {
      source_.refuse(value.place,
                     fmt::format("{}: expected text, found {}", what, type_text(value)));
    }
    return *text;
  }

  const TomlList& list_of(const TomlValue& value, const std::string& what,
                          std::string_view items) const {
    const auto* list = std::get_if<TomlList>(&value.value);
    if (list == nullptr) {
      source_.refuse(value.place, fmt::format("{}: expected a list of {}, found {}", what, items,
                                              type_text(value)));
    }
    return *list;
  }

  std::vector<int64_t> integers(const TomlValue& value, const std::string& what) const {
    std::vector<int64_t> result;
    for (const TomlValue& item : list_of(value, what, "integers")) {
      const auto* integer = std::get_if<int64_t>(&item.value);
      if (integer == nullptr) {
        source_.refuse(item.place,
                       fmt::format("{}: expected integers, found {}", what, type_text(item)));
      }
      result.push_back(*integer);
    }
    return result;
  }

  // At least one.
  std::vector<std::string> names(const TomlValue& value, const std::string& what,
                                 std::vector<Place>& places) const {
    std::vector<std::string> result;
    for (const TomlValue& item : list_of(value, what, "names")) {
      result.push_back(text_of(item, what));
      places.push_back(item.place);
    }
    if (result.empty()) source_.refuse(value.place, what + " is empty");
    return result;
  }

  ArchSource source_;
  ArchSpec spec_;
  ArchPlaces places_;
};

}  // namespace

ArchSpec parse_arch_toml(std::string_view text, const std::string& source) {
  return Reader(source).read(text);
}

}  // namespace glia::formats
