// The architecture of a network as plain data: what the architecture file (TOML) and the model file
// say, before any graph is built.
//
// Holds no weights, builds nothing and checks nothing; glia/formats reads and writes it (and checks
// names, order and limits), glia/nn builds a graph from it. A value; no sharing between threads.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace glia::nn {

// A layer's option. An integer stays an integer and 1.0 stays a double through every format.
// Doubles are finite.
using OptionValue = std::variant<bool, int64_t, double, std::string, std::vector<int64_t>>;

struct InputSpec {
  std::string name;
  std::vector<int64_t> shape;  // of one row, without the batch; sizes >= 1, [] is one number

  bool operator==(const InputSpec&) const = default;
};

struct LayerSpec {
  std::string name;                 // unique among layers and inputs; a path, "block1.relu"
  std::string kind;                 // the recipe: "dense", "relu", "add" ...
  std::vector<std::string> inputs;  // names of inputs or earlier layers, at least one
  std::map<std::string, OptionValue> options;  // by name; which are known is the recipe's
  int line = 0;  // where it stands in the text, 0 for none; for messages

  // The same layer, wherever it was written.
  bool operator==(const LayerSpec& other) const;
};

struct ArchSpec {
  std::vector<InputSpec> inputs;     // at least one
  std::vector<LayerSpec> layers;     // at least one, each after its inputs
  std::vector<std::string> outputs;  // names of layers (or inputs), at least one, no name twice

  bool operator==(const ArchSpec& other) const;
};

}  // namespace glia::nn
