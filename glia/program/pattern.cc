#include "glia/program/pattern.h"

#include "glia/base/error.h"
#include "glia/base/parse_number.h"
#include "glia/graph/ops/leaf.h"

namespace glia::program {
namespace {

// The word a pattern goes on with: up to a bracket, a comma or a space.
std::string_view take_word(std::string_view& rest) {
  const std::string_view word = rest.substr(0, rest.find_first_of("(), "));
  rest.remove_prefix(word.size());
  return word;
}

bool take(std::string_view& rest, std::string_view text) {
  if (rest.substr(0, text.size()) != text) return false;
  rest.remove_prefix(text.size());
  return true;
}

bool is_number(const graph::Node& node, std::string_view word) {
  return node.op == &graph::constant_op() && !node.attributes.tensor &&
         parse_double(word) == node.attributes.number;
}

}  // namespace

bool Matcher::match(int node, std::string_view pattern) {
  const auto names = names_;
  visited_.clear();
  std::string_view rest = pattern;
  if (!match_here(plan_.resolve(node), rest)) {
    names_ = names;
    return false;
  }
  GLIA_ASSERT(rest.empty());
  for (const int id : visited_) seen_[static_cast<size_t>(id)] = 1;
  return true;
}

bool Matcher::match_here(int id, std::string_view& rest) {
  visited_.push_back(id);
  if (take(rest, "$")) {
    const std::string_view name = take_word(rest);
    return names_.try_emplace(std::string(name), id).first->second == id;
  }
  const graph::Node& node = plan_.graph().node(id);
  const std::string_view word = take_word(rest);
  if (rest.substr(0, 1) == "(") return node.op->name == word && match_inputs(id, rest);
  return is_number(node, word);
}

bool Matcher::match_inputs(int id, std::string_view& rest) {
  const size_t count = plan_.graph().node(id).inputs.size();
  for (size_t i = 0; i < count; ++i)
    if (!take(rest, i == 0 ? "(" : ", ") || !match_here(plan_.input(id, i), rest)) return false;
  return count > 0 && take(rest, ")");
}

int Matcher::at(std::string_view name) const {
  const auto found = names_.find(name);
  GLIA_ASSERT(found != names_.end());
  return found->second;
}

void Matcher::bind(std::string_view name, int node) {
  names_.insert_or_assign(std::string(name), plan_.resolve(node));
}

void Matcher::forget(std::string_view name) {
  const auto found = names_.find(name);
  if (found != names_.end()) names_.erase(found);
}

}  // namespace glia::program
