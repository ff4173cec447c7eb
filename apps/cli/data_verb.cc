// `glia data`: the built-in sets, listed, shown, or where to get them.
#include <algorithm>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/model_argument.h"
#include "apps/cli/numbers.h"
#include "apps/cli/output.h"
#include "apps/cli/text_table.h"
#include "apps/cli/words.h"
#include "apps/cli/wrap.h"
#include "glia/base/format.h"
#include "glia/base/text.h"
#include "glia/data/builtin.h"
#include "glia/data/csv_writer.h"
#include "glia/session/data_source.h"

namespace glia::cli {
namespace {

constexpr char kListEnd[] = "`glia data show NAME` shows one, `glia train NAME` trains on it.\n";
constexpr char kMadeBy[] = "from";
constexpr char kLicence[] = "licence";
constexpr char kSize[] = "size";
constexpr char kTarget[] = "target";
constexpr char kColumns[] = "columns";
constexpr char kFirstRows[] = "first rows";
constexpr char kTableSize[] = "{}, {}";
constexpr char kImageSize[] = "{} of {} pixels";
constexpr char kImageParts[] = "{} to train, {} to test, {} x {} pixels, {} classes";
constexpr char kTableIsHere[] =
    "{0} is part of this program: glia train {0}, or as a file: glia data show {0} --csv > "
    "{0}.csv\n";
constexpr char kFashionIsHere[] =
    "{0} is read from Debian's package dataset-fashion-mnist:\n"
    "  sudo apt-get install dataset-fashion-mnist\n"
    "  glia train {0} --layers 128\n"
    "Elsewhere put the four files of https://github.com/zalandoresearch/fashion-mnist into a\n"
    "folder and name it: glia train {0}:FOLDER\n";
constexpr char kMnistIsHere[] =
    "{0} is not downloaded by this program. Put these four files (or the same with .gz) into a\n"
    "folder; they are at https://ossci-datasets.s3.amazonaws.com/mnist/ and many mirrors:\n"
    "  train-images-idx3-ubyte  train-labels-idx1-ubyte\n"
    "  t10k-images-idx3-ubyte   t10k-labels-idx1-ubyte\n"
    "and name it: glia train {0}:FOLDER --layers 128\n";
constexpr char kUnknownAction[] =
    "'{}' is none of list, show, get;{} `glia help data` explains them";
constexpr char kDidYouMean[] = " did you mean '{}'?";
constexpr char kNeedsName[] = "{0} needs a name: glia data {0} NAME; `glia data list` shows them";
constexpr char kListAlone[] = "list takes no name; to see one: glia data show {}";
constexpr char kNotACsv[] = "--csv: {} are images, not a table";
constexpr int64_t kShownRows = 5;
constexpr int kWidest = 79;

constexpr Example kExamples[] = {
    {"glia data", "the built-in sets"},
    {"glia data show penguins", "origin, licence, columns, first rows"},
    {"glia data show iris --csv > iris.csv", "the whole table"},
    {"glia data get mnist", "where its files are to be had"},
};
constexpr Operand kOperands[] = {
    {"ACTION", "list (default), show or get", false},
    {"NAME", "a built-in set, a file or a folder", false},
};
constexpr Flag kFlags[] = {
    {"--csv", "", "show: the whole table as CSV"},
    {"--encoding", "NAME", "of text files, such as gb18030 (default: found from the bytes)"},
    {"--sheet", "NAME", "of a workbook (default: the first)"},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};
constexpr Planned kPlanned[] = {{"--json", ""}, {"--rows", ""}};

std::string_view title_of(const data::Builtin& set) {
  return language() == words::Language::kChinese ? set.title_zh : set.title;
}

std::string size_of(const data::Builtin& set) {
  if (set.kind == data::BuiltinKind::kImages)
    return tr(kImageSize, counted(set.rows, "image"), count_text(set.columns));
  return tr(kTableSize, counted(set.rows, "row"), counted(set.columns, "column"));
}

int list() {
  using Align = TextTable::Align;
  TextTable table({Align::kLeft, Align::kRight, Align::kLeft});
  for (const data::Builtin& set : data::builtins())
    table.add({std::string(set.name), count_text(set.rows), std::string(title_of(set))});
  print_out(table.text(0) + "\n" + tr(kListEnd));
  return kDone;
}

// As many of the first columns as fit beside each other.
std::string first_rows(const data::Table& table) {
  std::string shown;
  for (int64_t columns = table.columns(); columns > 0; --columns) {
    const bool all = columns == table.columns();
    TextTable rows(
        std::vector<TextTable::Align>(static_cast<size_t>(columns) + 1, TextTable::Align::kRight));
    std::vector<std::string> head;
    for (int64_t i = 0; i < columns; ++i) head.push_back(table.column(i).name);
    if (!all) head.emplace_back("...");
    rows.add(head);
    for (int64_t row = 0; row < std::min(kShownRows, table.rows()); ++row) {
      std::vector<std::string> cells;
      for (int64_t i = 0; i < columns; ++i) cells.push_back(table.column(i).cell(row));
      rows.add(cells);
    }
    shown = rows.text();
    if (rows.width() <= kWidest) break;
  }
  return shown;
}

std::string describe(const data::Table& table) {
  std::string names;
  for (const std::string& name : table.names())
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
  constexpr size_t kMostNames = 400;
  if (names.size() > kMostNames) names = names.substr(0, names.rfind(',', kMostNames)) + ", ...";
  std::string text = head(kColumns) + wrapped(names, kHeadWidth) + "\n";
  return text + "\n" + tr(kFirstRows) + "\n" + first_rows(table);
}

std::string describe(const data::ImageSplit& images) {
  return head(kSize) +
         tr(kImageParts, count_text(images.train.count), count_text(images.test.count),
            images.train.height, images.train.width, images.train.classes()) +
         "\n";
}

int show(const Arguments& arguments, const std::string& name) {
  const data::Builtin* set = data::find_builtin(name.substr(0, name.find(':')));
  std::string text;
  if (set != nullptr && !arguments.has("--csv")) {
    text = heading(fmt::format("{}: {}", set->name, title_of(*set))) + "\n\n";
    const auto line = [&](const char* title, std::string_view value) {
      text += head(title) + wrapped(word(value), kHeadWidth) + "\n";
    };
    line(kMadeBy, set->origin);
    line(kLicence, set->licence);
    line(kSize, size_of(*set));
    if (!set->target.empty()) line(kTarget, set->target);
    // Its description does not need the files of an image set.
    if (set->kind == data::BuiltinKind::kImages && name == set->name) {
      print_out(text);
      return kDone;
    }
  }
  const session::Data data =
      session::read_data({name, {}, arguments.text("--encoding"), arguments.text("--sheet")});
  const auto* table = std::get_if<data::Table>(&data);
  if (table != nullptr) print_warnings(table->notes());
  if (arguments.has("--csv")) {
    if (table == nullptr) arguments.refuse(say(kNotACsv, name));
    print_out(data::to_csv(*table));
    return kDone;
  }
  if (set == nullptr && table != nullptr) {
    text += head(kSize) +
            tr(kTableSize, counted(table->rows(), "row"), counted(table->columns(), "column")) +
            "\n";
  }
  text += table != nullptr ? describe(*table) : describe(std::get<data::ImageSplit>(data));
  print_out(text);
  return kDone;
}

int get(const std::string& name) {
  const data::Builtin& set = data::builtin(name);
  if (set.kind == data::BuiltinKind::kTable)
    print_out(tr(kTableIsHere, set.name));
  else if (set.name == "mnist")
    print_out(tr(kMnistIsHere, set.name));
  else
    print_out(tr(kFashionIsHere, set.name));
  return kDone;
}

int run_data(const Arguments& arguments) {
  const std::string action =
      arguments.has_operand("ACTION") ? arguments.operand("ACTION") : std::string("list");
  const bool named = arguments.has_operand("NAME");
  if (action == "list") {
    if (named) arguments.refuse(say(kListAlone, arguments.operand("NAME")));
    return list();
  }
  if (action != "show" && action != "get") {
    const std::string near = nearest(action, std::vector<std::string_view>{"list", "show", "get"});
    arguments.refuse(
        say(kUnknownAction, action, near.empty() ? Message() : say(kDidYouMean, near)));
  }
  if (!named) arguments.refuse(say(kNeedsName, action));
  return action == "get" ? get(arguments.operand("NAME"))
                         : show(arguments, arguments.operand("NAME"));
}

}  // namespace

constinit const Command kDataCommand = {
    .name = "data",
    .summary = "built-in data sets: list, show NAME, get NAME",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .planned = kPlanned,
    .run = run_data,
};

}  // namespace glia::cli
