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

void* counted(std::size_t size) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size == 0 ? 1 : size);
}

void* counted(std::size_t size, std::align_val_t align) noexcept {
  allocations.fetch_add(1, std::memory_order_relaxed);
  const auto unit = static_cast<std::size_t>(align);
  return std::aligned_alloc(unit, (size + unit - 1) / unit * unit);
}

void* checked(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

// Not inlined: g++ would see free() meet memory of operator new and warn.
[[gnu::noinline]] void give_back(void* memory) noexcept { std::free(memory); }
}  // namespace

// Every form is replaced: std::stable_sort takes memory by the one and gives it back by another.
void* operator new(std::size_t size) { return checked(counted(size)); }
void* operator new[](std::size_t size) { return checked(counted(size)); }
void* operator new(std::size_t size, std::align_val_t align) {
  return checked(counted(size, align));
}
void* operator new[](std::size_t size, std::align_val_t align) {
  return checked(counted(size, align));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return counted(size); }
void* operator new(std::size_t size, std::align_val_t align, const std::nothrow_t&) noexcept {
  return counted(size, align);
}
void* operator new[](std::size_t size, std::align_val_t align, const std::nothrow_t&) noexcept {
  return counted(size, align);
}
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }

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
