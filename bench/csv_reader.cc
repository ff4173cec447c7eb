// Reads one CSV file and prints what bench/csv_speed.py compares, as JSON: the seconds that reading
// into columns took, on the clock and of a core, and of each column the missing cells and the sum
// or the rows per category.
#include <sys/resource.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <vector>

#include <nlohmann/json.hpp>

#include "glia/base/clock.h"
#include "glia/data/csv.h"

namespace {

using glia::data::Column;
using glia::data::Table;

double sum_of(const Column& column) {
  double sum = 0;
  for (int64_t row = 0; row < column.size(); ++row) {
    if (!column.is_missing(row)) sum += column.numbers[static_cast<size_t>(row)];
  }
  return sum;
}

nlohmann::json counts_of(const Column& column) {
  std::vector<int64_t> rows(column.categories.size());
  for (const int32_t code : column.codes) {
    if (code >= 0) ++rows[static_cast<size_t>(code)];
  }
  nlohmann::json counts = nlohmann::json::object();
  for (size_t i = 0; i < rows.size(); ++i) counts[std::string(column.categories[i])] = rows[i];
  return counts;
}

size_t bytes_of(const Column& column) {
  return column.numbers.size() * sizeof(double) + column.codes.size() * sizeof(int32_t) +
         column.categories.bytes();
}

rusage own_usage() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

// Of a core, in the program and for it in the system.
double processor_seconds(const rusage& usage) {
  return seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

nlohmann::json read(const char* path) {
  const rusage before = own_usage();
  const double start = glia::monotonic_seconds();
  const Table table = glia::data::read_csv(path);
  const double seconds = glia::monotonic_seconds() - start;
  const rusage after = own_usage();
  nlohmann::json columns = nlohmann::json::object();
  size_t bytes = 0;
  for (int64_t i = 0; i < table.columns(); ++i) {
    const Column& column = table.column(i);
    nlohmann::json one = {{"missing", column.missing_count()}};
    if (column.is_number()) {
      one["sum"] = sum_of(column);
    } else {
      one["counts"] = counts_of(column);
    }
    columns[column.name] = std::move(one);
    bytes += bytes_of(column);
  }
  return {{"seconds", seconds},
          {"processor_seconds", processor_seconds(after) - processor_seconds(before)},
          {"rows", table.rows()},
          {"columns", std::move(columns)},
          {"column_bytes", bytes},
          {"peak_bytes", int64_t{after.ru_maxrss} * 1024}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: csv_reader FILE\n", stderr);
    return 2;
  }
  try {
    std::puts(read(argv[1]).dump().c_str());
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
