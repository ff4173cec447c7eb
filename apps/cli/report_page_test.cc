// The pieces of the report pages, and a page of a result that was made by hand.
#include "apps/cli/report_page.h"

#include <gtest/gtest.h>

#include <cmath>

#include "apps/cli/html.h"
#include "apps/cli/report_parts.h"
#include "apps/cli/words.h"

namespace glia::cli {
namespace {

size_t count(const std::string& text, const std::string& part) {
  size_t found = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Html, TextIsEscapedAndShowsWhatCantBeSeen) {
  EXPECT_EQ(html_text("<script>&\"北京\""), "&lt;script&gt;&amp;&quot;北京&quot;");
  EXPECT_EQ(html_text("two\nlines\x1b"), "two lines\\x1B");
  EXPECT_EQ(html_text("caf\xE9"), "caf\\xE9");  // the page is UTF-8, whatever a path is
  EXPECT_EQ(html_lines("a < b\n\nc"), "a &lt; b\n\nc\n");
  EXPECT_EQ(html_flags("use (--drop a,b) or --l2 <1>, not x--y or --"),
            "use (<span class=\"flag\">--drop</span> a,b) or <span class=\"flag\">--l2</span> "
            "&lt;1&gt;, not x--y or --");
  EXPECT_EQ(html_paragraph(""), "");
  EXPECT_EQ(html_paragraph("a & b", "soft"), "<p class=\"soft\">a &amp; b</p>\n");
}

TEST(Html, ASectionWithoutABodyIsNone) {
  EXPECT_EQ(html_section("Head", ""), "");
  EXPECT_EQ(html_section("<h>", "<p>x</p>\n"),
            "<section>\n<h2>&lt;h&gt;</h2>\n<p>x</p>\n</section>\n");
  EXPECT_EQ(html_facts({{"a", ""}}), "");
}

TEST(Html, TableExactly) {
  HtmlTable table("<t>", {{"name"}, {"n", true}, {""}});
  EXPECT_TRUE(table.empty());
  table.add({"a<b", "1", HtmlCell::of_html("<b>x</b>", " class=\"y\"")});
  EXPECT_EQ(table.html(),
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"&lt;t&gt;\">\n"
            "<table>\n<caption>&lt;t&gt;</caption>\n"
            "<thead><tr><th scope=\"col\">name</th><th scope=\"col\" class=\"n\">n</th><td></td>"
            "</tr></thead>\n<tbody>\n"
            "<tr><th scope=\"row\">a&lt;b</th><td class=\"n\">1</td><td class=\"y\"><b>x</b></td>"
            "</tr>\n</tbody>\n</table>\n</div>\n");
}

TEST(Html, PageHasItsLanguageAndAnEscapedTitle) {
  const std::string page = html_page("zh", "</title>&", "<p>x</p>\n");
  EXPECT_EQ(page.rfind("<!DOCTYPE html>\n<html lang=\"zh\">\n", 0), 0U);
  EXPECT_NE(page.find("<title>&lt;/title&gt;&amp;</title>"), std::string::npos);
  EXPECT_EQ(page.substr(page.size() - 8), "</html>\n");
}

// Two classes with hostile names, three rows of the first of which one is taken for the second.
session::TrainResult small_result() {
  session::TrainResult result;
  result.task = "classify";
  result.target = "<t>";
  result.labels = {"<a>", "b\n\"c\""};
  result.classes = 2;
  result.rows = 20;
  result.features = 2;
  result.network = "2-4-2";
  result.parameters = 22;
  result.test.rows = 5;
  result.test.metrics = {{"accuracy", 0.8, 0.5, 0.95, ""}, {"roc_auc", NAN, NAN, NAN, "no rows"}};
  result.test.confusion = {2, {2, 1, 0, 2}};
  result.train.rows = 10;
  result.validation.rows = 5;
  result.answers.rankings = {{"b", train::ranking_curves(std::vector<double>{0.9, 0.6, 0.4},
                                                         std::vector<uint8_t>{1, 0, 1})}};
  result.importance = {{"x", 0.2, 0.01}, {"y", -0.1, 0.02}};
  result.mistakes = {{3, 5, "<a>", "b", 0.1, 2.3}};
  return result;
}

TEST(ReportPage, ConfusionIsShadedByTheShareOfItsRow) {
  const session::TrainResult result = small_result();
  const std::string html = page_confusion(score_of(result));
  // 0.08 + 0.52 * share: 2 of 3 right, 1 of 3 wrong, 2 of 2 right; nothing for none.
  EXPECT_NE(html.find("<td style=\"background:rgba(var(--right),0.427)\">2</td>"
                      "<td style=\"background:rgba(var(--wrong),0.253)\">1</td>"),
            std::string::npos)
      << html;
  EXPECT_NE(html.find("<td>0</td><td style=\"background:rgba(var(--right),0.600)\">2</td>"),
            std::string::npos);
  EXPECT_EQ(count(html, "<a>"), 0U);
  // Precision 2/2, recall 2/3, F1 0.8 of the first class.
  EXPECT_NE(html.find("<td class=\"n\">3</td><td class=\"n\">1.0000</td><td class=\"n\">0.6667</td>"
                      "<td class=\"n\">0.8000</td>"),
            std::string::npos)
      << html;
}

TEST(ReportPage, BarsAreAsLongAsTheirShareOfTheLongest) {
  const std::string html = page_importance(small_result());
  EXPECT_NE(html.find("<span class=\"bar\" style=\"width:100.0%\">"), std::string::npos);
  EXPECT_NE(html.find("<span class=\"bar minus\" style=\"width:50.0%\">"), std::string::npos);
}

TEST(ReportPage, RankingsNameTheirAreas) {
  const session::TrainResult result = small_result();
  const std::string html = page_rankings(score_of(result));
  // Scores 0.9+ 0.6- 0.4+: one of two pairs in order, precision 1 and 2/3.
  EXPECT_NE(html.find("<desc>b: area 0.5000</desc>"), std::string::npos) << html;
  EXPECT_NE(html.find("<desc>b: area 0.8333</desc>"), std::string::npos);
}

TEST(ReportPage, PartsWithoutAnythingToSayAreEmpty) {
  const session::TrainResult none;
  const PageScore score = score_of(none);
  for (const auto part :
       {page_mistakes, page_confusion, page_rankings, page_calibration, page_numbers})
    EXPECT_EQ(part(score), "");
  EXPECT_EQ(page_warnings(none.warnings), "");
  EXPECT_EQ(page_importance(none), "");
  EXPECT_EQ(page_folds(none), "");
}

TEST(ReportPage, HeaderSaysTheScoreInOneSentenceInEitherLanguage) {
  const session::TrainResult result = small_result();
  PageFacts facts;
  facts.origin = "my.csv";
  EXPECT_NE(page_header(result, facts)
                .find("On 5 rows that training never saw: accuracy 0.8000, 95 % interval 0.5000 to "
                      "0.9500."),
            std::string::npos)
      << page_header(result, facts);
  EXPECT_NE(page_header(result, facts).find("<h1>my.csv: 2 classes of '&lt;t&gt;'</h1>"),
            std::string::npos);
  speak(words::Language::kChinese);
  const std::string chinese = page_header(result, facts);
  speak(words::Language::kEnglish);
  EXPECT_NE(chinese.find("95 % 区间为 0.5000 至 0.9500"), std::string::npos) << chinese;
  EXPECT_EQ(page_header(result, facts), page_header(result, facts));
}

TEST(ReportPage, AScoreIsNamedAfterItsModelAndItsData) {
  session::EvaluateResult result;
  result.part = small_result().test;
  result.weight = "<w>";
  PageFacts facts;
  facts.origin = "new.csv";
  facts.model = "<m>.glia";
  const train::Model model;
  const PageScore score = score_of(result, model, facts);
  EXPECT_EQ(score.head, "<m>.glia on 5 rows of new.csv:");
  EXPECT_TRUE(score.baselines.empty());
  const std::string html = page_scores(score);
  EXPECT_NE(html.find("<caption>&lt;m&gt;.glia on 5 rows of new.csv:</caption>"), std::string::npos)
      << html;
  EXPECT_NE(html.find("every row counts by its &lt;w&gt;"), std::string::npos) << html;
}

}  // namespace
}  // namespace glia::cli
