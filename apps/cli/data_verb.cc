// `glia data`: the built-in sets, listed and shown; data of one's own, shown or in another form.
#include <algorithm>

#include "apps/cli/arguments.h"
#include "apps/cli/commands.h"
#include "apps/cli/data_actions.h"
#include "apps/cli/json.h"
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
#include "glia/data/json_object_internal.h"
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
constexpr char kUnknownAction[] =
    "'{}' is none of list, show, get, convert;{} `glia help data` explains them";
constexpr char kDidYouMean[] = " did you mean '{}'?";
constexpr char kNeedsName[] = "{0} needs a name: glia data {0} NAME; `glia data list` shows them";
constexpr char kListAlone[] = "list takes no name; to see one: glia data show {}";
constexpr char kOneOnly[] = "{} and {} both want standard output";
constexpr char kJsonOfListAndShow[] =
    "--json: {} writes files, not one object; list and show have it";
constexpr char kNotACsv[] = "--csv: {} are images, not a table";
constexpr int64_t kShownRows = 5;
constexpr int kWidest = 79;

constexpr Example kExamples[] = {
    {"glia data", "the built-in sets"},
    {"glia data show penguins", "origin, licence, columns, first rows"},
    {"glia data show iris --csv > iris.csv", "the whole table"},
    {"glia data get mnist", "downloads it into the folder mnist"},
    {"glia data convert mnist --rows 1-99", "99 of its images, as CSV"},
    {"glia data convert mnist --to text", "all of them, as drawings in numbers"},
};
constexpr Operand kOperands[] = {
    {"ACTION", "list (default), show, get or convert", false},
    {"NAME", "a built-in set, a file or a folder", false},
};
constexpr Flag kFlags[] = {
    {"--csv", "", "show: the whole table as CSV"},
    {"--to", "csv|text", "convert: a table, or images as drawings in numbers (default: csv)"},
    {"--rows", "A-B", "convert: these rows only, counted from 1"},
    {"--part", "train|test", "convert: which images of a set in two parts (default: train)"},
    {"--out", "FILE", "convert: where to; get: the folder (default: one named as the set)"},
    {"--from", "URL,..", "get: folders on the web to take the files from", 0, true},
    {"--quiet", "", "get: no progress, no news", 'q'},
    {"--json", "", "list, show: one JSON object on standard output"},
    {"--encoding", "NAME", "of text files, such as gb18030 (default: found from the bytes)"},
    {"--sheet", "NAME", "of a workbook (default: the first)"},
    {"--no-color", "", "no colours (also by NO_COLOR)"},
};

std::string_view title_of(const data::Builtin& set) {
  return language() == words::Language::kChinese ? set.title_zh : set.title;
}

std::string size_of(const data::Builtin& set) {
  if (set.kind == data::BuiltinKind::kImages)
    return tr(kImageSize, counted(set.rows, "image"), count_text(set.columns));
  return tr(kTableSize, counted(set.rows, "row"), counted(set.columns, "column"));
}

// What a set is, without its data.
Json to_json(const data::Builtin& set) {
  const bool images = set.kind == data::BuiltinKind::kImages;
  Json json =
      data::json_object({{"name", std::string(set.name)},
                         {"title", std::string(set.title)},
                         {"kind", images ? "images" : "table"},
                         {"task", set.task == data::Task::kRegress ? "regress" : "classify"},
                         {"from", std::string(set.origin)},
                         {"licence", std::string(set.licence)},
                         {"rows", set.rows}});
  if (images) return json;
  json["columns"] = set.columns;
  json["target"] = std::string(set.target);
  return json;
}

Json to_json(const data::Table& table) {
  Json fields = Json::array();
  for (int64_t i = 0; i < table.columns(); ++i) {
    const data::Column& column = table.column(i);
    fields.push_back(data::json_object({{"name", column.name},
                                        {"type", column.is_number() ? "number" : "text"},
                                        {"missing", column.missing_count()}}));
  }
  return data::json_object(
      {{"rows", table.rows()}, {"columns", table.columns()}, {"fields", std::move(fields)}});
}

Json to_json(const data::ImageSplit& images) {
  return data::json_object({{"rows", images.train.count + images.test.count},
                            {"test_rows", images.test.count},
                            {"height", images.train.height},
                            {"width", images.train.width},
                            {"classes", images.train.classes()}});
}

std::string list_json() {
  Json sets = Json::array();
  for (const data::Builtin& set : data::builtins()) sets.push_back(to_json(set));
  Json json = Json::object();
  json["sets"] = std::move(sets);
  return json_text(json) + "\n";
}

std::string show_json(const std::string& name) {
  const data::Builtin* set = data::find_builtin(name);
  Json json = Json::object();
  json["name"] = name;
  if (set != nullptr) json = to_json(*set);
  // The description of a set of images does not need its files.
  if (set == nullptr || set->kind == data::BuiltinKind::kTable) {
    const session::Data read = session::read_data({name});
    const auto* table = std::get_if<data::Table>(&read);
    json.update(table != nullptr ? to_json(*table) : to_json(std::get<data::ImageSplit>(read)));
  }
  return json_text(json) + "\n";
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

int run_data(const Arguments& arguments) {
  const std::string action =
      arguments.has_operand("ACTION") ? arguments.operand("ACTION") : std::string("list");
  const bool named = arguments.has_operand("NAME");
  const bool json = arguments.has("--json");
  if (action == "list") {
    if (named) arguments.refuse(say(kListAlone, arguments.operand("NAME")));
    if (!json) return list();
    print_out(list_json());
    return kDone;
  }
  if (action != "show" && action != "get" && action != "convert") {
    const std::string near =
        nearest(action, std::vector<std::string_view>{"list", "show", "get", "convert"});
    arguments.refuse(
        say(kUnknownAction, action, near.empty() ? Message() : say(kDidYouMean, near)));
  }
  if (!named) arguments.refuse(say(kNeedsName, action));
  const std::string& name = arguments.operand("NAME");
  if (json && action != "show") arguments.refuse(say(kJsonOfListAndShow, action));
  if (action == "get") return get_data(arguments, name);
  if (action == "convert") return convert_data(arguments, name);
  if (json && arguments.has("--csv")) arguments.refuse(say(kOneOnly, "--csv", "--json"));
  if (!json) return show(arguments, name);
  print_out(show_json(name));
  return kDone;
}

}  // namespace

constinit const Command kDataCommand = {
    .name = "data",
    .summary = "data sets: list, show NAME, get NAME, convert DATA",
    .examples = kExamples,
    .operands = kOperands,
    .flags = kFlags,
    .run = run_data,
};

}  // namespace glia::cli
