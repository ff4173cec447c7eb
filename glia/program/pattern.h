// Expressions of a graph, recognised by their text: "sub($w, mul(broadcast_to($rate), $g))".
//
// name(a, b) is a node of that op with those inputs, a number is a constant of that value, $name is
// any node, the same wherever the name stands. Operands stand as the library writes them: swapped
// ones may have the same bits, but nobody writes them so. Internal to the program.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "glia/program/plan.h"

namespace glia::program {

class Matcher {
 public:
  explicit Matcher(const Plan& plan) : plan_(plan), seen_(plan.nodes().size(), 0) {}

  // Whether the value of `node` has the form of the pattern, with what names stand for already. If
  // so, its names are bound and its nodes seen; if not, nothing changes.
  bool match(int node, std::string_view pattern);

  // What a name stands for: a node, with aliases followed. It must be bound.
  int at(std::string_view name) const;
  bool bound(std::string_view name) const { return names_.contains(name); }
  void bind(std::string_view name, int node);
  void forget(std::string_view name);

  // Whether a matched pattern contained the node, a name's included.
  bool seen(int node) const { return seen_[static_cast<size_t>(node)] != 0; }

 private:
  bool match_here(int node, std::string_view& rest);
  bool match_inputs(int node, std::string_view& rest);

  const Plan& plan_;
  std::map<std::string, int, std::less<>> names_;
  std::vector<char> seen_;
  std::vector<int> visited_;  // by the pattern under way
};

}  // namespace glia::program
