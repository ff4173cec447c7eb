#include "glia/session/split_files.h"

#include <filesystem>

#include "glia/base/error.h"
#include "glia/base/file.h"
#include "glia/base/say_internal.h"
#include "glia/data/csv_writer.h"
#include "glia/session/predict_session.h"

namespace glia::session {
namespace {

data::Table rows_of(const data::Table& table, const train::Dataset& dataset,
                    const std::vector<int64_t>& rows) {
  std::vector<int64_t> picked;
  picked.reserve(rows.size());
  for (const int64_t row : rows) picked.push_back(dataset.table_rows[static_cast<size_t>(row)]);
  return table.select_rows(picked);
}

}  // namespace

void write_split_files(const std::string& folder, const data::Table& table,
                       const std::optional<data::Table>& test, const train::Dataset& dataset,
                       const train::Model& model) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    fail(ErrorKind::kFailed, say("{}: can't make the folder: {}", folder, error.message()));
  const auto write = [&](const char* name, const std::string& text) {
    write_file_atomically(folder + "/" + name, text);
  };
  write("train.csv", data::to_csv(rows_of(table, dataset, dataset.split.train)));
  write("validation.csv", data::to_csv(rows_of(table, dataset, dataset.split.validation)));
  const data::Table test_rows = test ? *test : rows_of(table, dataset, dataset.split.test);
  write("test.csv", data::to_csv(test_rows));
  write("test-predictions.csv", predict_data(model, Data(test_rows)).csv);
}

}  // namespace glia::session
