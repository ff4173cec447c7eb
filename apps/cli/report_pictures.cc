// The pictures of the report pages: curves by epoch, confusion, ROC and precision-recall,
// calibration, predictions beside the truth.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "apps/cli/html.h"
#include "apps/cli/inspection_text.h"
#include "apps/cli/numbers.h"
#include "apps/cli/part_text.h"
#include "apps/cli/report_parts.h"
#include "apps/cli/result_words.h"
#include "apps/cli/text_train.h"
#include "apps/cli/text_width.h"
#include "apps/cli/words.h"
#include "glia/base/format.h"
#include "glia/session/curves_svg.h"
#include "glia/session/reliability_svg.h"
#include "glia/session/xy_plot.h"

namespace glia::cli {
namespace {

using session::RankedClass;
using session::TrainResult;
using session::XyPlot;

constexpr char kKept[] = "kept epoch";
constexpr char kEpochsKept[] = "{}; kept the weights of epoch {}";
constexpr char kTrouble[] = "Trouble in training";
constexpr char kRowsAreTrue[] =
    "A row for each true class, a column for each predicted one; the shade is the share of the "
    "row.";
constexpr char kWhichForWhich[] = "Which class is taken for which";
constexpr char kCorner[] = "truth \\ predicted";
constexpr char kMostTaken[] = "{} taken for {}";
constexpr char kByClass[] = "class by class";
constexpr char kByAnswer[] = "answer by answer";
constexpr char kRocTitle[] = "ROC curve";
constexpr char kRocAcross[] = "false positive rate";
constexpr char kRocUp[] = "true positive rate";
constexpr char kPrTitle[] = "precision-recall curve";
constexpr char kArea[] = "{}: area {}";
constexpr char kSomeDrawn[] = "Of {} curves the {} with the least area are drawn.";
constexpr char kGuessing[] =
    "Guessing gives the dashed line, area 0.5, on the left, and the share of the class as the "
    "area on the right.";
constexpr char kReliabilityBin[] = "{} answers given with {}, right in {}";
constexpr char kSomeDots[] = "{} of {} rows are drawn, evenly taken.";
constexpr char kOnTheLine[] = "On the dashed line prediction and truth are equal.";

constexpr double kPictureWidth = 380;
constexpr int kMostClasses = 30;   // of a matrix that can be read
constexpr size_t kMostCurves = 6;  // as many as there are pens
constexpr size_t kMostDots = 1000;
constexpr size_t kMostNumbers = 6;
constexpr size_t kMostConfusions = 15;
constexpr int kWidestName = 18;
constexpr double kDarkest = 0.6;

std::string name_of(const std::vector<std::string>& labels, int32_t at) {
  const auto i = static_cast<size_t>(at);
  return i < labels.size() ? labels[i] : std::to_string(at);
}

// --- curves by epoch

std::string curve_figure(const char* title, const std::vector<double>& training,
                         const std::vector<double>& validation, int64_t best) {
  session::Chart chart{std::string(word(title)), {{std::string(word("training")), training}}};
  if (!validation.empty()) chart.curves.push_back({std::string(word("validation")), validation});
  session::CurvesOptions options;
  options.width = kPictureWidth;
  options.marked_epoch = best;
  options.marked_label = word(kKept);
  options.epoch_label = word("epoch");
  options.logarithmic_label = word("log scale");
  return html_figure(session::curves_svg({chart}, options));
}

// --- confusion

std::string confusion_table(const train::ConfusionMatrix& confusion,
                            const std::vector<std::string>& labels) {
  std::vector<HtmlTable::Column> columns = {{tr(kCorner)}};
  for (int32_t i = 0; i < confusion.classes; ++i) columns.push_back({name_of(labels, i)});
  HtmlTable table(tr(kWhichForWhich), columns);
  for (int32_t truth = 0; truth < confusion.classes; ++truth) {
    int64_t rows = 0;
    for (int32_t i = 0; i < confusion.classes; ++i) rows += confusion.at(truth, i);
    std::vector<HtmlCell> cells = {name_of(labels, truth)};
    for (int32_t i = 0; i < confusion.classes; ++i) {
      const int64_t count = confusion.at(truth, i);
      const double share = rows > 0 ? static_cast<double>(count) / static_cast<double>(rows) : 0.0;
      cells.push_back(HtmlCell::of_html(
          count_text(count),
          count == 0
              ? ""
              : fmt::format(" style=\"background:rgba(var(--{}),{:.3f})\"",
                            i == truth ? "right" : "wrong", 0.08 + (kDarkest - 0.08) * share)));
    }
    table.add(cells);
  }
  return html_paragraph(word(kRowsAreTrue), "soft") + "<div class=\"counts\">\n" +
         table.html(false) + "</div>\n";
}

// Of a matrix too large to be read: its largest wrong cells.
std::string most_confused(const train::ConfusionMatrix& confusion,
                          const std::vector<std::string>& labels) {
  struct Wrong {
    int64_t count;
    int32_t truth, predicted;
  };
  std::vector<Wrong> all;
  for (int32_t truth = 0; truth < confusion.classes; ++truth) {
    for (int32_t i = 0; i < confusion.classes; ++i)
      if (i != truth && confusion.at(truth, i) > 0)
        all.push_back({confusion.at(truth, i), truth, i});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Wrong& a, const Wrong& b) { return a.count > b.count; });
  std::vector<std::pair<std::string, std::string>> facts;
  for (size_t i = 0; i < std::min(all.size(), kMostConfusions); ++i)
    facts.emplace_back(
        tr(kMostTaken, name_of(labels, all[i].truth), name_of(labels, all[i].predicted)),
        count_text(all[i].count));
  return html_facts(facts);
}

std::string class_table(const std::vector<std::string>& labels,
                        const train::ConfusionMatrix& confusion) {
  HtmlTable table(tr(kByClass), {{tr("class")},
                                 {tr(text::kRowsColumn), true},
                                 {tr("precision"), true},
                                 {tr("recall"), true},
                                 {"F1", true}});
  const std::vector<train::ClassScores> scores = train::class_scores(confusion);
  for (size_t i = 0; i < scores.size(); ++i)
    table.add({name_of(labels, static_cast<int32_t>(i)), count_text(scores[i].rows),
               value_text(scores[i].precision), value_text(scores[i].recall),
               value_text(scores[i].f1)});
  return table.html();
}

// --- ROC and precision-recall

// Which curves are drawn, in their order: all, or those that are worst.
std::vector<size_t> drawn_curves(const std::vector<RankedClass>& rankings) {
  std::vector<size_t> drawn;
  for (size_t i = 0; i < rankings.size(); ++i)
    if (!rankings[i].curves.roc.empty()) drawn.push_back(i);
  if (drawn.size() <= kMostCurves) return drawn;
  std::stable_sort(drawn.begin(), drawn.end(), [&](size_t a, size_t b) {
    return rankings[a].curves.average_precision.value < rankings[b].curves.average_precision.value;
  });
  drawn.resize(kMostCurves);
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

std::string ranking_figure(const std::vector<RankedClass>& rankings,
                           const std::vector<size_t>& drawn, bool roc) {
  XyPlot plot;
  plot.title = word(roc ? kRocTitle : kPrTitle);
  plot.across = word(roc ? kRocAcross : "recall");
  plot.up = word(roc ? kRocUp : "precision");
  plot.diagonal = roc;
  for (const size_t i : drawn) {
    const train::RankingCurves& curves = rankings[i].curves;
    const double area = roc ? curves.roc_auc.value : curves.average_precision.value;
    const std::string name = shortened(printable(rankings[i].name), kWidestName);
    plot.lines.push_back(
        {name, roc ? curves.roc : curves.precision_recall,
         roc ? session::XyLine::Shape::kStraight : session::XyLine::Shape::kSteps});
    plot.description += plot.description.empty() ? "" : "; ";
    plot.description += tr(kArea, printable(rankings[i].name), value_text(area));
  }
  return html_figure(session::xy_svg(plot));
}

std::string ranking_table(const PageScore& score) {
  const bool classes = !score.labels.empty();
  HtmlTable table(tr(fmt::runtime(classes ? kByClass : kByAnswer)),
                  {{tr(fmt::runtime(classes ? "class" : "answer"))},
                   {tr("share of rows"), true},
                   {"roc_auc", true},
                   {"pr_auc", true}});
  for (const RankedClass& each : score.answers.rankings) {
    const train::RankingCurves& curves = each.curves;
    table.add({each.name, curves.roc.empty() ? "-" : value_text(curves.share),
               value_text(curves.roc_auc.value), value_text(curves.average_precision.value)});
  }
  return table.html();
}

}  // namespace

std::string page_learning(const TrainResult& result) {
  const train::History& history = result.history;
  std::string html;
  if (!result.method.empty()) return html;
  if (history.best_epoch > 0)
    html += html_paragraph(tr(kEpochsKept, counted(result.epochs, "epoch"), history.best_epoch));
  else
    html += html_paragraph(word(text::kNoEpochs));
  html += html_paragraph(stopped_text(result));
  if (!history.loss.empty()) {
    html += "<div class=\"pair\">\n";
    html += curve_figure("loss", history.loss, history.val_loss, history.best_epoch);
    if (!history.score.empty())
      html += curve_figure(history.metric.c_str(), history.score, history.val_score,
                           history.best_epoch);
    html += "</div>\n";
  }
  if (result.diagnosis.empty()) return html;
  html += fmt::format("<h3>{}</h3>\n<ul>\n", html_text(word(kTrouble)));
  for (const train::Trouble& trouble : result.diagnosis)
    html += fmt::format("<li>{}</li>\n", html_flags(in_words(trouble.text)));
  return html + "</ul>\n";
}

std::string page_confusion(const PageScore& score) {
  const train::ConfusionMatrix& confusion = score.part.confusion;
  if (confusion.classes == 0) return {};
  const std::string matrix = confusion.classes <= kMostClasses
                                 ? confusion_table(confusion, score.labels)
                                 : most_confused(confusion, score.labels);
  // Counts of rows would not give the metrics of rows that count differently.
  return score.weight.empty() ? matrix + class_table(score.labels, confusion) : matrix;
}

std::string page_rankings(const PageScore& score) {
  const std::vector<RankedClass>& rankings = score.answers.rankings;
  if (rankings.empty()) return {};
  const std::vector<size_t> drawn = drawn_curves(rankings);
  std::string html;
  if (!drawn.empty()) {
    html += "<div class=\"pair\">\n" + ranking_figure(rankings, drawn, true) +
            ranking_figure(rankings, drawn, false) + "</div>\n";
    if (drawn.size() < rankings.size())
      html += html_paragraph(tr(kSomeDrawn, rankings.size(), drawn.size()), "soft");
    html += html_paragraph(word(kGuessing), "soft");
  }
  return html + ranking_table(score);
}

std::string page_calibration(const PageScore& score) {
  const std::string sentence = calibration_sentence(score.calibration);
  if (sentence.empty()) return {};
  XyPlot plot = session::reliability_plot(score.calibration);
  plot.title = word("reliability");
  plot.description = sentence;
  plot.across = word("probability that was given");
  plot.up = word("share that is right");
  size_t dot = 0;
  for (const train::ReliabilityBin& bin : score.calibration.bins) {
    if (bin.weight > 0)
      plot.dots[dot++].text = tr(kReliabilityBin, count_text(bin.answers),
                                 value_text(bin.confidence), value_text(bin.right));
  }
  return html_paragraph(sentence) + html_figure(session::xy_svg(plot));
}

std::string page_numbers(const PageScore& score) {
  std::string figures;
  size_t rows = 0;
  for (size_t n = 0; n < std::min(score.answers.numbers.size(), kMostNumbers); ++n) {
    const session::NumberPairs& pairs = score.answers.numbers[n];
    rows = pairs.truth.size();
    XyPlot plot;
    plot.title = printable(pairs.name);
    plot.description = word(kOnTheLine);
    plot.across = word("truth");
    plot.up = word("predicted");
    plot.shares = false;
    const size_t shown = std::min(rows, kMostDots);
    for (size_t i = 0; i < shown; ++i) {
      const size_t row = i * rows / shown;
      plot.dots.push_back({{pairs.truth[row], pairs.predicted[row]}, 2.5, {}});
    }
    figures += html_figure(session::xy_svg(plot));
  }
  if (figures.empty()) return {};
  std::string html = "<div class=\"pair\">\n" + figures + "</div>\n";
  html += html_paragraph(word(kOnTheLine), "soft");
  if (rows > kMostDots)
    html += html_paragraph(tr(kSomeDots, count_text(static_cast<int64_t>(kMostDots)),
                              count_text(static_cast<int64_t>(rows))),
                           "soft");
  return html;
}

}  // namespace glia::cli
