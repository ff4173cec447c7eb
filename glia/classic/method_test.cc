// The table of fits: what is written is read, and every method becomes a network that answers.
#include "glia/classic/method.h"

#include "glia/base/thread_pool.h"
#include "glia/classic/classic_testing.h"
#include "glia/graph/ops/softmax.h"
#include "glia/nn/network.h"
#include "glia/program/program.h"

namespace glia::classic {
namespace {

using nlohmann::json;

// What the network of a fit answers: numbers, or probabilities of classes.
std::vector<double> answers(const Fitted& fitted, const std::vector<double>& x, int64_t rows,
                            bool classes) {
  graph::Graph graph;
  graph::Value output = nn::build(graph, fitted.arch).at(0);
  if (classes) output = graph::softmax(output);
  const auto variables = std::make_shared<program::Variables>(graph, Real::kDouble);
  for (size_t i = 0; i < variables->entries().size(); ++i) {
    const auto& entry = variables->entries()[i];
    variables->set(static_cast<int>(i), Tensor::from(entry.shape, fitted.variables.at(entry.name)));
  }
  program::Options options;
  options.real = Real::kDouble;
  options.mode = program::Mode::kPredict;
  options.capacity = rows;
  options.variables = variables;
  program::Program program(graph, {output}, options);
  const auto width = static_cast<int64_t>(x.size()) / rows;
  return program.run(Tensor::from({rows, width}, x))[0].values();
}

struct Case {
  std::vector<double> x, values;
  std::vector<float> narrow;
  std::vector<int32_t> classes;
  TrainingRows rows;

  explicit Case(const json& c) : x(flat<double>(c.at("x"))), narrow(x.begin(), x.end()) {
    const size_t count = c.at("x").size();
    rows.x = view(narrow, count);
    if (c.contains("classes")) {
      classes = flat<int32_t>(c.at("y"));
      rows.outputs = c.at("classes");
      rows.classes = classes;
    } else {
      rows.kind = data::TargetKind::kNumbers;
      values = flat<double>(c.at("y"));
      rows.outputs = static_cast<int64_t>(values.size() / count);
      rows.values = values;
    }
  }
};

std::vector<double> answers_of(const std::string& method, const Case& c) {
  ThreadPool pool(1);
  const Fitted fitted = fit_method(parse_method(method), c.rows, pool);
  return answers(fitted, c.x, c.rows.x.rows, c.rows.kind == data::TargetKind::kClasses);
}

TEST(Method, SoftmaxAnswersAsScikitLearnDoes) {
  for (const json& c : golden().at("softmax")) {
    const std::string text = "softmax:" + c.at("penalty").dump();
    expect_near(answers_of(text, Case(c)), flat<double>(c.at("probabilities")), 2e-5, c.at("name"));
  }
}

TEST(Method, LogisticAnswersAsScikitLearnDoes) {
  for (const json& c : golden().at("logistic")) {
    const std::string text = "logistic:" + json(1.0 / c.at("c").get<double>()).dump();
    std::vector<double> p = answers_of(text, Case(c));
    p.resize(5 * c.at("classes").get<size_t>());
    expect_near(p, flat<double>(c.at("probabilities")), 2e-3, c.at("name"));
  }
}

TEST(Method, RidgeAnswersAsItsCoefficientsSay) {
  const json& c = golden().at("ridge").at(0);
  const std::vector<double> w = flat<double>(c.at("coefficients"));
  const double b = flat<double>(c.at("intercept"))[0];
  std::vector<double> expected;
  for (const json& row : c.at("x")) {
    double y = b;
    for (size_t i = 0; i < w.size(); ++i) y += w[i] * row[i].get<double>();
    expected.push_back(y);
  }
  expect_near(answers_of("ridge", Case(c)), expected, 1e-5, "ridge");
}

TEST(Method, CurvesAnswerAsScikitLearnDoes) {
  for (const json& c : golden().at("curve"))
    expect_near(answers_of(c.at("method"), Case(c)), flat<double>(c.at("answers")), 5e-6,
                c.at("name"));
}

TEST(Method, NeighboursAnswerAsScikitLearnDoes) {
  ThreadPool pool(1);
  for (const json& c : golden().at("knn")) {
    const Case data(c);
    const Fitted fitted =
        fit_method(parse_method(c.at("method").get<std::string>()), data.rows, pool);
    expect_near(answers(fitted, flat<double>(c.at("asked")),
                        static_cast<int64_t>(c.at("asked").size()), c.contains("classes")),
                flat<double>(c.at("answers")), 1e-6, c.at("name"));
  }
}

TEST(Method, OfEquallyNearRowsTheFirstAnswers) {
  ThreadPool pool(1);
  const std::vector<float> x{1, 3, 3, 5};
  const std::vector<double> values{10, 20, 30, 40};
  TrainingRows rows;
  rows.kind = data::TargetKind::kNumbers;
  rows.outputs = 1;
  rows.x = view(x, 4);
  rows.values = values;
  const std::vector<double> asked{2, 3, 4};
  for (const char* distance : {"euclidean", "manhattan", "chebyshev"}) {
    const std::string text = std::string("knn:1:") + distance;
    EXPECT_EQ(answers(fit_method(parse_method(text), rows, pool), asked, 3, false),
              (std::vector<double>{10, 20, 20}))
        << distance;
  }
}

TEST(Method, AClusterAnswersWithTheMeanOfItsRows) {
  ThreadPool pool(1);
  const std::vector<float> x{0, 1, 10, 11, 12};
  const std::vector<int32_t> labels{0, 0, 1, 1, 0};
  TrainingRows rows;
  rows.outputs = 2;
  rows.x = view(x, 5);
  rows.classes = labels;
  const Fitted fitted = fit_method(parse_method("kmeans:2"), rows, pool);
  expect_near(answers(fitted, {-3, 40}, 2, true), {1, 0, 1.0 / 3, 2.0 / 3}, 1e-12, "shares");
  ASSERT_EQ(fitted.findings.size(), 3u);
  EXPECT_EQ(fitted.findings[0].name, "inertia");
  EXPECT_DOUBLE_EQ(fitted.findings[0].value, 2.5);
  EXPECT_EQ(fitted.findings[2].name, "purity");
  EXPECT_DOUBLE_EQ(fitted.findings[2].value, 0.8);
}

TEST(Method, SaysWhichRowsDoNotFit) {
  ThreadPool pool(1);
  const std::vector<float> x{0, 1, 2}, bad{0, NAN, 2};
  const std::vector<int32_t> labels{0, 1, 0};
  TrainingRows rows;
  rows.outputs = 2;
  rows.classes = labels;
  const auto fit = [&](const char* method, const std::vector<float>& features) {
    rows.x = view(features, 3);
    return usage_message([&] { fit_method(parse_method(method), rows, pool); });
  };
  EXPECT_EQ(fit("knn:4", x), "knn: 4 neighbours among 3 training rows; take 3 or fewer");
  EXPECT_EQ(fit("knn:1", bad), "knn: feature 0 of row 1 is not finite");
  EXPECT_EQ(fit("kmeans:4", x), "kmeans: 4 clusters of 3 rows; expected 1 to 3");
  EXPECT_EQ(fit("polynomial:2:0", x), "polynomial: of classes the penalty must be above 0");
  EXPECT_EQ(fit("polynomial", bad), "polynomial: feature 0 of row 1 is not finite");
  EXPECT_EQ(usage_message([] { parse_method("knn:3:cosine"); }),
            "knn: distance: no 'cosine'; known: euclidean, manhattan, chebyshev");
}

TEST(Method, ConstantFitsAnswerWithSharesAndMeans) {
  const Case iris(golden().at("logistic").at(0));
  const std::vector<double> shares = answers_of("majority", iris);
  for (const double share : shares) EXPECT_NEAR(share, 1.0 / 3, 1e-12);
  const Case numbers(golden().at("ridge").at(0));
  const double mean = answers_of("mean", numbers)[0];
  double sum = 0;
  for (const double value : numbers.values) sum += value;
  EXPECT_NEAR(mean, sum / static_cast<double>(numbers.values.size()), 1e-12);
}

TEST(Method, EveryOneAnswersForEveryKindItNames) {
  const Case classes(golden().at("logistic").at(0)), two(golden().at("logistic").at(2));
  const Case numbers(golden().at("ridge").at(1));
  Case yes_no(golden().at("logistic").at(0));
  yes_no.rows.kind = data::TargetKind::kYesNo;
  yes_no.rows.outputs = 2;
  for (const int32_t label : yes_no.classes) {
    yes_no.values.push_back(label == 0);
    yes_no.values.push_back(label == 2);
  }
  yes_no.rows.values = yes_no.values;
  for (const Method& method : methods()) {
    const std::string name(method.name);
    const auto expect_finite = [&](const Case& c) {
      const std::vector<double> found = answers_of(name, c);
      EXPECT_EQ(found.size(), static_cast<size_t>(c.rows.x.rows * c.rows.outputs)) << name;
      for (const double value : found) EXPECT_TRUE(std::isfinite(value)) << name;
    };
    if (method.classes) expect_finite(classes);
    if (method.classes) expect_finite(two);
    if (method.numbers) expect_finite(numbers);
    if (method.yes_no) expect_finite(yes_no);
    EXPECT_TRUE(method.classes || method.numbers || method.yes_no) << name;
    EXPECT_FALSE(method.doc.empty()) << name;
    for (const MethodOption& option : method.options) {
      EXPECT_GE(option.standard, option.low) << name;
      EXPECT_LE(option.standard, option.high) << name;
    }
  }
}

TEST(Method, SaysWhatItDoesNotUnderstand) {
  EXPECT_EQ(parse_method("ridge:0.5").options, std::vector<double>{0.5});
  EXPECT_EQ(parse_method("ridge").options, std::vector<double>{1.0});
  EXPECT_EQ(parse_method("ridge:penalty=0.5").options, std::vector<double>{0.5});
  EXPECT_EQ(parse_method("knn:distance=chebyshev:7").options, (std::vector<double>{7, 2}));
  EXPECT_EQ(usage_message([] { parse_method("knn:3:k=4"); }),
            "model without a network 'knn:3:k=4': k is given twice");
  EXPECT_EQ(usage_message([] { parse_method("ridge:penality=4"); }),
            "options of ridge: no 'penality'; did you mean 'penalty'? known: penalty");
  const std::string unknown = usage_message([] { parse_method("rigde"); });
  EXPECT_EQ(unknown.rfind("model without a network: no 'rigde'; did you mean 'ridge'? known: ", 0),
            0u)
      << unknown;
  EXPECT_EQ(usage_message([] { parse_method("ridge:-1"); }),
            "ridge: penalty is 0 or more, found '-1'; ridge[:PENALTY]");
  EXPECT_EQ(usage_message([] { parse_method("ridge:1:2"); }),
            "model without a network 'ridge:1:2': '2' is not expected here; the form is "
            "ridge[:PENALTY]");
  EXPECT_EQ(usage_message([] { parse_method("perceptron:1.5"); }),
            "perceptron: passes is a whole number from 1, found '1.5'; perceptron[:PASSES]");
  EXPECT_EQ(usage_message([] { parse_method("majority:"); }),
            "model without a network 'majority:': '' is not expected here; the form is majority");
  const std::string wrong =
      usage_message([] { check_target(parse_method("ridge"), data::TargetKind::kClasses); });
  EXPECT_EQ(wrong.rfind("ridge does not fit classes; these do: majority, ", 0), 0u) << wrong;
}

}  // namespace
}  // namespace glia::classic
