// Reading CSV: a table of one kind of column at a time, MB/s of text and nanoseconds per cell; and
// of a number alone. The mixed file beside pandas is bench/csv_speed.py.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "glia/base/format.h"
#include "glia/base/random.h"
#include "glia/data/cell_number.h"
#include "glia/data/csv.h"
#include "glia/kernels/decimal.h"

namespace glia::data {
namespace {

// In [0, 1), the i-th of a stream.
double uniform(uint64_t i) { return static_cast<double>(splitmix64(i) >> 11) * 0x1p-53; }

std::string whole(uint64_t i) {
  return fmt::format("{}", static_cast<int64_t>(std::pow(10.0, 1 + 6 * uniform(i))));
}
std::string price(uint64_t i) { return fmt::format("{:.2f}", std::exp(4 + 4 * uniform(i))); }
std::string digits17(uint64_t i) { return fmt::format("{}", 0.1 + uniform(i)); }
std::string scientific(uint64_t i) { return fmt::format("{:.5e}", std::exp(20 * uniform(i) - 15)); }
std::string any_form(uint64_t i) {
  const double value = 2000 * uniform(i) - 1000;
  switch (splitmix64(~i) % 6) {
    case 0:
      return fmt::format("{:.0f}", value);
    case 1:
      return fmt::format("{:+.1f}", value);
    case 2:
      return fmt::format("{:.3E}", value);
    case 3:
      return fmt::format(".{:03}", splitmix64(i) % 1000);
    case 4:
      return fmt::format("{:.0f}.", value);
    default:
      return fmt::format("{:.8f}", value);
  }
}
std::string kind(uint64_t i) {
  static constexpr std::string_view kKinds[] = {"alpha", "beta", "gamma", "delta", "epsilon"};
  return std::string(kKinds[splitmix64(i) % 5]);
}
std::string date(uint64_t i) {
  const uint64_t day = splitmix64(i) % 3650;
  return fmt::format("{}-{:02}-{:02}", 1990 + day / 365, day / 31 % 12 + 1, day % 28 + 1);
}
std::string quoted(uint64_t i) {
  return fmt::format("\"note {}, in so many words\"", splitmix64(i) % 2000);
}
std::string distinct(uint64_t i) { return fmt::format("row {}", splitmix64(i)); }
std::string missing(uint64_t i) { return splitmix64(i) % 2 == 0 ? "" : "NA"; }

using Cell = decltype(&missing);

void read(benchmark::State& state, Cell cell) {
  constexpr uint64_t kColumns = 8;
  constexpr uint64_t kRows = 20000;
  std::string text = "a,b,c,d,e,f,g,h\n";
  for (uint64_t i = 0; i < kRows * kColumns; ++i) {
    text += cell(i);
    text += i % kColumns + 1 < kColumns ? ',' : '\n';
  }
  for (auto _ : state) benchmark::DoNotOptimize(parse_csv(text, "bench.csv"));
  const auto runs = static_cast<double>(state.iterations());
  state.SetBytesProcessed(static_cast<int64_t>(runs * static_cast<double>(text.size())));
  state.counters["ns/cell"] = benchmark::Counter(
      runs * 1e-9 * kRows * kColumns, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(read, whole, whole);
BENCHMARK_CAPTURE(read, price, price);
BENCHMARK_CAPTURE(read, digits17, digits17);
BENCHMARK_CAPTURE(read, scientific, scientific);
BENCHMARK_CAPTURE(read, any_form, any_form);
BENCHMARK_CAPTURE(read, kind, kind);
BENCHMARK_CAPTURE(read, date, date);
BENCHMARK_CAPTURE(read, quoted, quoted);
BENCHMARK_CAPTURE(read, distinct, distinct);
BENCHMARK_CAPTURE(read, missing, missing);

// Numbers alone, by the kernel or by the general parser that takes every form.
enum class Parser { kKernel, kGeneral };

void number(benchmark::State& state, Cell cell, Parser parser) {
  constexpr uint64_t kCount = 512;
  std::string text;
  for (uint64_t i = 0; i < kCount; ++i) {
    text += cell(i);
    text += ',';
  }
  std::vector<std::string_view> cells;
  for (size_t begin = 0; cells.size() < kCount; begin += cells.back().size() + 1) {
    cells.push_back(std::string_view(text).substr(begin, text.find(',', begin) - begin));
  }
  text += std::string(kernels::kDecimalPadding, '0');
  size_t begin = 0;
  for (std::string_view& each : cells) {  // where the text lies now
    each = {text.data() + begin, each.size()};
    begin += each.size() + 1;
  }
  std::vector<double> values(kCount);
  for (auto _ : state) {
    if (parser == Parser::kKernel) {
      kernels::parse_decimals(cells, '.', values.data());
    } else {
      for (size_t i = 0; i < kCount; ++i) values[i] = parse_cell_number(cells[i], '.').value;
    }
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * kCount));
}
BENCHMARK_CAPTURE(number, kernel_whole, whole, Parser::kKernel);
BENCHMARK_CAPTURE(number, kernel_price, price, Parser::kKernel);
BENCHMARK_CAPTURE(number, kernel_digits17, digits17, Parser::kKernel);
BENCHMARK_CAPTURE(number, kernel_scientific, scientific, Parser::kKernel);
BENCHMARK_CAPTURE(number, kernel_any_form, any_form, Parser::kKernel);
BENCHMARK_CAPTURE(number, general_whole, whole, Parser::kGeneral);
BENCHMARK_CAPTURE(number, general_price, price, Parser::kGeneral);
BENCHMARK_CAPTURE(number, general_digits17, digits17, Parser::kGeneral);
BENCHMARK_CAPTURE(number, general_scientific, scientific, Parser::kGeneral);

}  // namespace
}  // namespace glia::data
