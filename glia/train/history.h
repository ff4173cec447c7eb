// What a training run did, epoch by epoch. Stored in the model.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace glia::train {

struct History {
  // Measured after each epoch at the same weights, for prediction (no dropout). `loss` is over a
  // fixed sample of the training rows, `val_loss` over all validation rows (empty without any).
  std::vector<double> loss, val_loss;
  // Accuracy of classes and yes/no targets, R^2 of numbers; measured as the losses are.
  std::string metric;
  std::vector<double> score, val_score;

  int64_t best_epoch = 0;  // 1-based; the epoch whose weights the model has
  std::string stopped_by;  // "epochs", "patience", "loss", "accuracy", "time", "interrupted"

  int64_t epochs() const { return static_cast<int64_t>(loss.size()); }
  bool operator==(const History&) const = default;
};

}  // namespace glia::train
