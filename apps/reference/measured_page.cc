// The page of measured errors: op x (formula, source, float, double, gradient, tangent, second
// derivative, reference, ulp).
#include <array>

#include "apps/reference/measured.h"
#include "apps/reference/pages.h"
#include "glia/base/format.h"
#include "glia/kernels/dispatch.h"

namespace glia::reference {
namespace {

struct ReasonText {
  const char* mark;
  const char* text;
};
constexpr std::array<ReasonText, kReasons> kReasonTexts = {{
    {"given", "a leaf, which computes nothing"},
    {"flat", "the derivative is 0 wherever it exists, and the contract test expects exactly 0"},
    {"discrete", "no real number goes in, so there is nothing to differentiate by"},
    {"terms", "the result adds terms of different sizes, so an ulp of it says nothing"},
}};

class MeasuredTable {
 public:
  void add(const Row& row) {
    const auto cell = [&](const Cell& each) {
      if (!each.number.empty()) return each.number;
      const auto reason = static_cast<size_t>(each.reason);
      ++empty_[reason];
      return fmt::format("*{}*", kReasonTexts[reason].mark);
    };
    ++rows_;
    std::vector<std::string> cells = {code(row.name), row.doc};
    for (const Cell* each :
         {&row.in_float, &row.in_double, &row.gradient, &row.tangent, &row.second})
      cells.push_back(cell(*each));
    cells.push_back(row.reference);
    cells.push_back(cell(row.ulp));
    table_.add(cells);
  }

  std::string text() const { return table_.text() + "\n"; }

  std::string reasons() const {
    Table table({"reason for an empty cell", "", "cells"});
    for (size_t i = 0; i < empty_.size(); ++i)
      table.add({fmt::format("*{}*", kReasonTexts[i].mark), kReasonTexts[i].text,
                 fmt::format("{}", empty_[i])});
    return fmt::format("{} rows.\n\n", rows_) + table.text();
  }

  // Another table under the same count of reasons.
  void next() {
    table_ = Table({"name", "formula and source", "float", "double", "gradient", "tangent",
                    "second derivative", "reference", "ulp"});
  }

 private:
  Table table_{std::vector<std::string>{"", "", "", "", "", "", "", "", ""}};
  std::array<int, kReasons> empty_ = {};
  int rows_ = 0;
};

constexpr char kWords[] =
    "What every op, activation and loss is off by, measured by the run that wrote this page. It is "
    "the one page whose numbers differ between machines; the test that no page is stale compares "
    "its words and leaves its numbers out.\n\n"
    "- **float, double**: the largest difference from the reference over the samples of the "
    "contract test (activations: over [-6, 6]), over the largest value.\n"
    "- **gradient**: reverse mode against central differences; **tangent**: forward against "
    "reverse "
    "mode; **second derivative**: reverse mode over reverse mode against central differences of "
    "the first. Relative, in double; a difference itself is seldom better than 1e-9.\n"
    "- **ulp**: worst error in units in the last place of float, then double, and the bound that "
    "`glia/kernels/elementwise.h` promises, over numbers of every size; where one stands alone it "
    "is "
    "float's, over numbers between -40 and 40. 0 is a result that is not rounded. `./check --long` "
    "judges every float.\n\n";

}  // namespace

Page measured_page() {
  Page page{kMeasuredPage, heading("Measured errors") + kWords};
  MeasuredTable table;
  page.text += "## Activations\n\n";
  table.next();
  for (const nn::Activation& each : nn::activations()) table.add(measure_activation(each));
  page.text += table.text() + "## Losses\n\n";
  table.next();
  for (const Row& row : measure_losses()) table.add(row);
  page.text += table.text() + "## Ops\n\n";
  table.next();
  for (const graph::Op* op : graph::op_table()) table.add(measure_op(*op));
  page.text += table.text() + table.reasons();
  return page;
}

std::vector<Page> all_pages() {
  // Plots are the same on every machine: they use no instruction that some lack.
  const std::string target(kernels::target_name());
  kernels::set_target("scalar");
  std::vector<Page> pages = activation_pages();
  kernels::set_target(target);
  for (const auto page : {loss_page, optimizer_page, schedule_page, initializer_page, layer_page,
                          fit_page, metric_page, measured_page})
    pages.push_back(page());
  std::string list = heading("Reference");
  list += "What glia knows by name.\n\n";
  for (const Page& page : pages) {
    if (page.path.find('/') != std::string::npos) continue;
    const size_t begin = page.text.find("# ") + 2;
    const std::string title = page.text.substr(begin, page.text.find('\n') - begin);
    list += fmt::format("- [{}]({})\n", title, page.path);
  }
  list +=
      "- [What trains](trains.md): each of these names from the command line, by "
      "tools/make_trains\n";
  pages.push_back({"README.md", list});
  return pages;
}

}  // namespace glia::reference
