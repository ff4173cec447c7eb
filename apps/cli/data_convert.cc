// `glia data convert`: images as CSV or as drawings in text, any table as plain CSV; all rows or
// some.
#include <numeric>
#include <optional>
#include <utility>

#include "apps/cli/data_actions.h"
#include "apps/cli/output.h"
#include "apps/cli/words.h"
#include "glia/base/file.h"
#include "glia/base/parse_number.h"
#include "glia/data/csv_writer.h"
#include "glia/data/image_text.h"
#include "glia/session/data_source.h"

namespace glia::cli {
namespace {

constexpr char kRows[] = "rows counted from 1, such as 7, 1-100 or 50-";
constexpr char kBeyond[] = "--rows {}: {} has {} rows";
constexpr char kNoDrawings[] = "--to text: {} is a table, not images";
constexpr char kNoParts[] = "--part {}: {} has no such part";
constexpr char kOverwritesInput[] = "--out {} would overwrite {}, which is read";

struct Range {
  int64_t first;  // from 0
  int64_t last;   // one behind
};

// "A", "A-B" or "A-".
Range rows_of(const Arguments& arguments, const std::string& name, int64_t count) {
  const std::string text = arguments.text("--rows");
  if (!arguments.has("--rows")) return {0, count};
  const size_t dash = text.find('-');
  const std::optional<int64_t> from = parse_int64(text.substr(0, dash));
  std::optional<int64_t> to = from;
  if (dash != std::string::npos)
    to = dash + 1 == text.size() ? std::optional(count) : parse_int64(text.substr(dash + 1));
  if (!from || !to || *from < 1 || (*to < *from && dash + 1 != text.size()))
    arguments.refuse_value("--rows", kRows, text);
  if (*from > count || *to > count) arguments.refuse(say(kBeyond, text, name, count));
  return {*from - 1, *to};
}

// To --out, which appears when it is whole, or to standard output as it comes.
class Destination {
 public:
  explicit Destination(const Arguments& arguments) {
    const std::string out = arguments.text("--out", "-");
    if (out != "-") file_.emplace(out);
  }
  void write(std::string_view text) {
    if (file_)
      file_->write(text);
    else
      print_out(text);
  }
  void finish() {
    if (file_) file_->commit();
  }

 private:
  std::optional<AtomicFile> file_;
};

const data::Images& part_of(const Arguments& arguments, const data::ImageSplit& split,
                            const std::string& name) {
  const bool test = arguments.choice("--part", {"train", "test"}) == 1;
  if (test && split.test.count == 0) arguments.refuse(say(kNoParts, "test", name));
  return test ? split.test : split.train;
}

}  // namespace

int convert_data(const Arguments& arguments, const std::string& name) {
  const bool text = arguments.choice("--to", {"csv", "text"}) == 1;
  const std::string out = arguments.text("--out", "-");
  if (out != "-" && out == name) arguments.refuse(say(kOverwritesInput, out, out));
  const session::Data data = session::read_data({name});
  const auto* table = std::get_if<data::Table>(&data);
  if (table != nullptr) {
    if (text) arguments.refuse(say(kNoDrawings, name));
    if (arguments.has("--part")) arguments.refuse(say(kNoParts, arguments.text("--part"), name));
    const Range rows = rows_of(arguments, name, table->rows());
    std::vector<int64_t> chosen(static_cast<size_t>(rows.last - rows.first));
    std::iota(chosen.begin(), chosen.end(), rows.first);
    Destination destination(arguments);
    destination.write(data::to_csv(table->select_rows(chosen)));
    destination.finish();
    return kDone;
  }
  const data::Images& images = part_of(arguments, std::get<data::ImageSplit>(data), name);
  const Range rows = rows_of(arguments, name, images.count);
  Destination destination(arguments);
  const data::TextSink sink = [&](std::string_view piece) { destination.write(piece); };
  if (text)
    data::write_images_text(images, rows.first, rows.last, sink);
  else
    data::write_images_csv(images, rows.first, rows.last, sink);
  destination.finish();
  return kDone;
}

}  // namespace glia::cli
