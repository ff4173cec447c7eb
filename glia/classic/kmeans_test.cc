// k-means against scikit-learn's, from the same centres and from drawn ones.
#include "glia/classic/kmeans.h"

#include "glia/base/thread_pool.h"
#include "glia/classic/classic_testing.h"

namespace glia::classic {
namespace {

TEST(KMeans, EndsWhereScikitLearnDoes) {
  ThreadPool pool(1);
  for (const nlohmann::json& c : golden().at("kmeans")) {
    const auto x = flat<double>(c.at("x"));
    KMeansOptions options;
    options.clusters = c.at("clusters");
    options.iterations = 1000;
    options.centres = flat<double>(c.at("start"));
    const KMeans fit = fit_kmeans(view(x, c.at("x").size()), options, pool);
    EXPECT_TRUE(fit.settled) << c.at("name");
    EXPECT_EQ(fit.cluster, flat<int32_t>(c.at("labels"))) << c.at("name");
    expect_near(fit.centres, flat<double>(c.at("centres")), 1e-12, c.at("name"));
    EXPECT_NEAR(fit.inertia, c.at("inertia"), 1e-9) << c.at("name");
  }
}

TEST(KMeans, DrawnCentresFindTheBestThatScikitLearnKnows) {
  ThreadPool pool(1);
  for (const nlohmann::json& c : golden().at("kmeans")) {
    const auto x = flat<double>(c.at("x"));
    KMeansOptions options;
    options.clusters = c.at("clusters");
    options.starts = 50;
    const KMeans fit = fit_kmeans(view(x, c.at("x").size()), options, pool);
    EXPECT_LE(fit.inertia, c.at("best_inertia").get<double>() * 1.005) << c.at("name");
    // Another seed draws other centres, the same seed the same.
    EXPECT_EQ(fit.centres, fit_kmeans(view(x, c.at("x").size()), options, pool).centres);
  }
}

TEST(KMeans, SameBitsForAnyNumberOfThreads) {
  std::vector<double> x;
  for (int i = 0; i < 6000; ++i) x.push_back(std::sin(i * i * 0.37) + (i % 3));
  ThreadPool one(1), four(4);
  KMeansOptions options;
  options.clusters = 7;
  options.starts = 3;
  const KMeans a = fit_kmeans(view(x, 2000), options, one);
  const KMeans b = fit_kmeans(view(x, 2000), options, four);
  EXPECT_EQ(a.centres, b.centres);
  EXPECT_EQ(a.cluster, b.cluster);
  EXPECT_EQ(a.inertia, b.inertia);
}

TEST(KMeans, EqualRowsAndAsManyClustersAsRows) {
  ThreadPool pool(1);
  KMeansOptions options;
  options.clusters = 3;
  const std::vector<double> same(4, 2.5);
  const KMeans fit = fit_kmeans(view(same, 4), options, pool);
  EXPECT_EQ(fit.inertia, 0.0);
  EXPECT_TRUE(fit.settled);
  EXPECT_EQ(fit.cluster, (std::vector<int32_t>{0, 0, 0, 0}));
  const std::vector<double> apart{1, 5, 9};
  EXPECT_EQ(fit_kmeans(view(apart, 3), options, pool).inertia, 0.0);
}

TEST(KMeans, ACentreWithoutRowsTakesTheFarthestRow) {
  ThreadPool pool(1);
  KMeansOptions options;
  options.clusters = 2;
  options.centres = {0.0, 1000.0};
  const std::vector<double> x{0, 1, 2, 30};
  const KMeans fit = fit_kmeans(view(x, 4), options, pool);
  EXPECT_EQ(fit.centres, (std::vector<double>{1, 30}));
  EXPECT_EQ(fit.cluster, (std::vector<int32_t>{0, 0, 0, 1}));
  EXPECT_EQ(fit.inertia, 2.0);
}

TEST(KMeans, LittleWorkIsStillOneStart) {
  ThreadPool pool(1);
  KMeansOptions options;
  options.clusters = 2;
  options.work = 0;
  const std::vector<double> x{0, 1, 10, 11};
  EXPECT_EQ(fit_kmeans(view(x, 4), options, pool).inertia, 1.0);
}

TEST(KMeans, SaysWhatDoesNotFit) {
  ThreadPool pool(1);
  const std::vector<double> x{1, 2}, bad{1, NAN};
  const auto fit = [&](const std::vector<double>& features, size_t rows, KMeansOptions options) {
    return usage_message([&] { fit_kmeans(view(features, rows), options, pool); });
  };
  EXPECT_EQ(fit(x, 2, {.clusters = 3}), "kmeans: 3 clusters of 2 rows; expected 1 to 2");
  EXPECT_EQ(fit(x, 2, {.clusters = 0}), "kmeans: 0 clusters of 2 rows; expected 1 to 2");
  EXPECT_EQ(fit(x, 0, {}), "kmeans: no rows to fit on");
  EXPECT_EQ(fit(bad, 2, {.clusters = 1}), "kmeans: feature 0 of row 1 is not finite");
  EXPECT_EQ(fit(x, 2, {.clusters = 1, .starts = 0}),
            "kmeans: 0 starts of 300 iterations; expected 1 or more");
  EXPECT_EQ(fit(x, 2, {.clusters = 2, .centres = {1, 2, 3}}),
            "kmeans: 3 numbers of centres to start from; expected 2 rows of 1");
}

}  // namespace
}  // namespace glia::classic
