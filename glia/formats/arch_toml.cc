#include "glia/formats/arch_toml_internal.h"

#include <algorithm>

#include "glia/base/format.h"
#include "glia/formats/arch_check_internal.h"
#include "glia/formats/quote_internal.h"

// Lists hold integers only, so that nothing nests deeper than the file's own tables.
#define TOML_MAX_NESTED_VALUES 8
#include <toml++/toml.h>

namespace glia::formats {
namespace {

using nn::ArchSpec;
using nn::LayerSpec;
using nn::OptionValue;

constexpr size_t kMostDots = 200;  // in one line

Place place_of(const toml::source_region& region) {
  return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}
Place place_of(const toml::node& node) { return place_of(node.source()); }

std::string type_text(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "text";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::boolean:
      return "a truth value";
    default:
      return "a date or time";
  }
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& source) : text_(text), source_{source} {}

  ArchSpec read() {
    refuse_oversize();
    const toml::table root = parse();
    for (const auto& [key, node] : root) {
      const std::string_view name = key.str();
      if (name != "input" && name != "layer" && name != "outputs") {
        source_.refuse(
            place_of(key.source()),
            fmt::format("unknown key {}, expected [[input]], [[layer]] or outputs", quote(name)));
      }
    }
    if (const toml::node* inputs = root.get("input")) read_inputs(tables(*inputs, "input"));
    if (const toml::node* layers = root.get("layer")) read_layers(tables(*layers, "layer"));
    if (const toml::node* outputs = root.get("outputs")) {
      spec_.outputs = names(*outputs, "outputs", places_.outputs);
      if (spec_.outputs.empty()) source_.refuse(place_of(*outputs), "outputs is empty");
    } else if (!spec_.layers.empty()) {
      spec_.outputs = {spec_.layers.back().name};
    }
    check_arch(spec_, source_, places_);
    return std::move(spec_);
  }

 private:
  void refuse_oversize() const {
    if (text_.size() > ArchLimits::kTextBytes) {
      source_.refuse({}, fmt::format("{} bytes, over the limit of {} for an architecture file",
                                     text_.size(), ArchLimits::kTextBytes));
    }
    // A key a.b.c nests a table for each dot, without a limit in the TOML library, and is destroyed
    // by recursion; a key can't span lines.
    Place place{1, 1};
    size_t dots = 0;
    for (const char c : text_) {
      if (c == '\n') {
        ++place.line;
        dots = 0;
      } else if (c == '.' && ++dots > kMostDots) {
        source_.refuse(place, fmt::format("more than {} dots in one line", kMostDots));
      }
    }
  }

  toml::table parse() const {
    try {
      return toml::parse(text_, source_.name);
    } catch (const toml::parse_error& e) {
      const std::string_view what = e.description();
      source_.refuse(place_of(e.source()), std::string(what.substr(0, what.find(" (TOML_"))));
    }
  }

  std::vector<const toml::table*> tables(const toml::node& node, std::string_view name) const {
    const toml::array* array = node.as_array();
    if (array == nullptr) {
      source_.refuse(place_of(node), fmt::format("{} is {}, expected [[{}]] with two brackets each",
                                                 name, type_text(node), name));
    }
    std::vector<const toml::table*> result;
    for (const toml::node& item : *array) {
      if (!item.is_table()) {
        source_.refuse(place_of(item), fmt::format("{} {} is {}, expected a table", name,
                                                   result.size() + 1, type_text(item)));
      }
      result.push_back(item.as_table());
    }
    return result;
  }

  void read_inputs(const std::vector<const toml::table*>& tables) {
    for (size_t i = 0; i < tables.size(); ++i) {
      nn::InputSpec input;
      const std::string what = fmt::format("input {}", i + 1);
      const toml::node *name = nullptr, *shape = nullptr;
      for (const auto& [key, node] : *tables[i]) {
        if (key.str() == "name") {
          name = &node;
        } else if (key.str() == "shape") {
          shape = &node;
        } else {
          refuse_input_key(key, what);
        }
      }
      const Place place = place_of(*tables[i]);
      if (name == nullptr) source_.refuse(place, what + ": name is missing");
      if (shape == nullptr) source_.refuse(place, what + ": shape is missing");
      input.name = text_of(*name, what + ": name");
      input.shape = integers(*shape, what + ": shape");
      places_.inputs.push_back(place);
      spec_.inputs.push_back(std::move(input));
    }
  }

  [[noreturn]] void refuse_input_key(const toml::key& key, const std::string& what) const {
    const Place place = place_of(key.source());
    if (key.str() == "outputs") refuse_late_outputs(place, what);
    source_.refuse(
        place, fmt::format("{}: unknown key {}, expected name or shape", what, quote(key.str())));
  }

  // TOML gives whatever follows [[layer]] to that layer, up to the next bracket.
  [[noreturn]] void refuse_late_outputs(Place place, const std::string& what) const {
    source_.refuse(place, what +
                              ": outputs belongs to the network: write it at the top of the "
                              "file, above the first [[input]] or [[layer]]");
  }

  void read_layers(const std::vector<const toml::table*>& tables) {
    if (tables.size() > ArchLimits::kLayers) {
      source_.refuse(
          {}, fmt::format("{} layers, over the limit of {}", tables.size(), ArchLimits::kLayers));
    }
    for (size_t i = 0; i < tables.size(); ++i) read_layer(*tables[i], i);
  }

  void read_layer(const toml::table& table, size_t i) {
    const Place place = place_of(table);
    LayerSpec layer;
    layer.line = place.line;
    const toml::node* kind = table.get("kind");
    const toml::node* name = table.get("name");
    const std::string number = fmt::format("layer {}", i + 1);
    if (name != nullptr) layer.name = text_of(*name, number + ": name");
    if (kind == nullptr) {
      source_.refuse(place,
                     (layer.name.empty() ? number : layer_text(layer, i)) + ": kind is missing");
    }
    layer.kind = text_of(*kind, number + ": kind");
    if (name == nullptr) layer.name = fmt::format("{}{}", layer.kind, i + 1);

    const std::string what = layer_text(layer, i);
    std::vector<Place> input_places;
    if (const toml::node* inputs = table.get("inputs")) {
      layer.inputs = names(*inputs, what + ": inputs", input_places);
      if (layer.inputs.empty()) source_.refuse(place_of(*inputs), what + ": inputs is empty");
    } else if (i > 0) {
      layer.inputs = {spec_.layers.back().name};
    } else if (spec_.inputs.size() == 1) {
      layer.inputs = {spec_.inputs.front().name};
    } else if (!spec_.inputs.empty()) {
      source_.refuse(place,
                     fmt::format("{}: inputs is missing: the network has {} inputs, the first "
                                 "layer must name its own",
                                 what, spec_.inputs.size()));
    } else {
      source_.refuse({}, "no input, expected at least one [[input]]");
    }
    for (const auto& [key, node] : table) {
      if (key.str() == "name" || key.str() == "kind" || key.str() == "inputs") continue;
      if (key.str() == "outputs") refuse_late_outputs(place_of(key.source()), what);
      layer.options.emplace(key.str(), option(node, fmt::format("{}: {}", what, quote(key.str()))));
    }
    places_.layers.push_back(place);
    places_.layer_inputs.push_back(std::move(input_places));
    spec_.layers.push_back(std::move(layer));
  }

  OptionValue option(const toml::node& node, const std::string& what) const {
    switch (node.type()) {
      case toml::node_type::boolean:
        return node.as_boolean()->get();
      case toml::node_type::integer:
        return node.as_integer()->get();
      case toml::node_type::floating_point:
        return node.as_floating_point()->get();
      case toml::node_type::string:
        return node.as_string()->get();
      case toml::node_type::array:
        return integers(node, what);
      default:
        source_.refuse(place_of(node), fmt::format("{}: expected a truth value, number, text or "
                                                   "list of integers, found {}",
                                                   what, type_text(node)));
    }
  }

  std::string text_of(const toml::node& node, const std::string& what) const {
    if (!node.is_string()) {
      source_.refuse(place_of(node),
                     fmt::format("{}: expected text, found {}", what, type_text(node)));
    }
    return node.as_string()->get();
  }

  const toml::array& list_of(const toml::node& node, const std::string& what,
                             std::string_view items) const {
    if (!node.is_array()) {
      source_.refuse(place_of(node), fmt::format("{}: expected a list of {}, found {}", what, items,
                                                 type_text(node)));
    }
    return *node.as_array();
  }

  std::vector<int64_t> integers(const toml::node& node, const std::string& what) const {
    std::vector<int64_t> result;
    for (const toml::node& item : list_of(node, what, "integers")) {
      if (!item.is_integer()) {
        source_.refuse(place_of(item),
                       fmt::format("{}: expected integers, found {}", what, type_text(item)));
      }
      result.push_back(item.as_integer()->get());
    }
    return result;
  }

  std::vector<std::string> names(const toml::node& node, const std::string& what,
                                 std::vector<Place>& places) const {
    std::vector<std::string> result;
    for (const toml::node& item : list_of(node, what, "names")) {
      result.push_back(text_of(item, what));
      places.push_back(place_of(item));
    }
    return result;
  }

  std::string_view text_;
  ArchSource source_;
  ArchSpec spec_;
  ArchPlaces places_;
};

}  // namespace

ArchSpec parse_arch_toml(std::string_view text, const std::string& source) {
  return Reader(text, source).read();
}

}  // namespace glia::formats
