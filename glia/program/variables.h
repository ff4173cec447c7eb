// The variables of a model: named values in one aligned block that outlives every program.
//
// Trainable variables come first, in the order they were declared, then the state of layers
// (running statistics). Each slot of an optimizer ("adam.m") follows with the same offsets. So a
// snapshot, a restore or a norm is one pass over one block. Reading is thread-safe while nobody
// writes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/aligned_buffer.h"
#include "glia/graph/graph.h"
#include "glia/tensor/tensor.h"

namespace glia::program {

class Variables {
 public:
  struct Entry {
    std::string name;
    Shape shape;
    graph::VariableKind kind;
    std::string slot;
    int64_t count;
    size_t offset;  // bytes from the start of the block, a multiple of 64
  };

  // Room for the graph's variables, all zero.
  Variables(const graph::Graph& graph, Real real);
  Variables(const Variables& other);
  Variables& operator=(const Variables&) = delete;

  // Start values: pure in (seed, name), the same for float and double up to rounding.
  void initialize(const graph::Graph& graph, uint64_t seed);

  Real real() const { return real_; }
  std::span<const Entry> entries() const { return entries_; }
  // Position of that name, or -1.
  int find(std::string_view name) const;
  void* data(int i) { return block_.as<std::byte>() + entries_[static_cast<size_t>(i)].offset; }
  const void* data(int i) const {
    return block_.as<std::byte>() + entries_[static_cast<size_t>(i)].offset;
  }

  Tensor get(int i) const;
  // Errors: a value of another shape.
  void set(int i, const Tensor& value);

  // Numbers that training changes.
  int64_t trainable_count() const;

  // The whole block, for snapshots. Blocks of equal layout are interchangeable.
  std::span<std::byte> block() { return {block_.as<std::byte>(), block_.size()}; }
  std::span<const std::byte> block() const { return {block_.as<std::byte>(), block_.size()}; }
  // The part that a prediction reads: all but the slots.
  std::span<const std::byte> model_block() const { return block().first(model_bytes_); }
  std::span<std::byte> model_block() { return block().first(model_bytes_); }

 private:
  void place(const graph::Graph& graph);

  Real real_;
  std::vector<Entry> entries_;
  size_t model_bytes_ = 0;
  AlignedBuffer block_;
};

}  // namespace glia::program
