// Trains on a CSV, reads the history, predicts, saves and loads: glia inside another program.
#include <glia/glia.hpp>

#include <cstdio>

using namespace glia;

int main(int count, char** arguments) try {
  const data::Table table = data::read_csv(count > 1 ? arguments[1] : "penguins.csv");
  const train::Dataset dataset = train::make_dataset(table, {.target = "species"});

  const nn::Sequential network{nn::Dense{32}, nn::Relu{}, nn::Dropout{0.1},
                               nn::Dense{dataset.target.width()}};
  train::FitOptions options;
  options.optimizer = optim::Adam{0.01};
  options.loop.epochs = 30;
  const train::Model model = train::fit(network, dataset, options);

  const train::History& history = model.history;
  for (size_t i = 9; i < history.loss.size(); i += 10)
    std::printf("epoch %zu  loss %.4f  val_loss %.4f  accuracy %.3f\n", i + 1, history.loss[i],
                history.val_loss[i], history.val_score[i]);

  formats::save_model("penguins.glia", model);
  const train::Model loaded = formats::load_model("penguins.glia");
  const train::Predictions predictions = train::Predictor(loaded).predict(table);
  const auto& labels = loaded.target.labels();
  for (size_t i = 0; i < labels.size(); ++i)
    std::printf("row 1 is %s with probability %.3f\n", labels[i].c_str(), predictions.row(0)[i]);
  return history.val_score.back() > 0.9 ? 0 : 1;
} catch (const Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return static_cast<int>(error.kind());
}
