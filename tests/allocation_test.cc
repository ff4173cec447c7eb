// Training allocates nothing once its sizes have been seen: events, measuring and remembering the
// best weights included.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "glia/data/builtin.h"
#include "glia/train/fit.h"

namespace {
std::atomic<int64_t> allocations{0};

void* counted(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void* operator new(std::size_t size, std::align_val_t align) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  const auto unit = static_cast<std::size_t>(align);
  if (void* memory = std::aligned_alloc(unit, (size + unit - 1) / unit * unit)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t align, const std::nothrow_t&) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  const auto unit = static_cast<std::size_t>(align);
  return std::aligned_alloc(unit, (size + unit - 1) / unit * unit);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace glia {
namespace {

TEST(Allocation, EpochsAfterTheFirstTakeNoMemory) {
  const train::Dataset dataset =
      train::make_dataset(data::load_builtin("penguins"), {.target = "species"});
  std::vector<int64_t> after_epoch;
  after_epoch.reserve(64);
  train::FitOptions options;
  options.threads = 2;
  options.loop.epochs = 10;
  options.loop.patience = 50;
  options.loop.progress_every = 0;
  options.loop.on_event = [&](const train::Event& event) {
    if (event.kind == train::Event::Kind::kEpoch)
      after_epoch.push_back(allocations.load(std::memory_order_relaxed));
  };
  train::fit(nn::Sequential{nn::Dense{32}, nn::Relu{}, nn::Dropout{0.1}, nn::Dense{3}}, dataset,
             options);
  ASSERT_EQ(after_epoch.size(), 10u);
  EXPECT_GT(after_epoch[0], 0);
  for (size_t epoch = 1; epoch < after_epoch.size(); ++epoch)
    EXPECT_EQ(after_epoch[epoch], after_epoch[0]) << "epoch " << epoch + 1;
}

}  // namespace
}  // namespace glia
