// What a model is, in words: its layers, how it prepares rows, what it predicts, how it was
// trained. Each function gives whole lines.
#pragma once

#include <string>

#include "glia/train/model.h"

namespace glia::cli {

struct LayerRow {
  std::string name;
  std::string kind;    // with its options: "dense(units=64)"
  std::string shape;   // of its output: "[batch, 64]"
  int64_t parameters;  // numbers that training changes
  int64_t stored;      // other numbers: rows to compare with, running means
};
std::vector<LayerRow> layers_of(const train::Model& model);
int64_t stored_numbers(const std::vector<LayerRow>& layers);

// "4,867 weights", "735 stored numbers", or both.
std::string contents_text(const train::Model& model);

// What becomes of a column before the network reads it.
struct ColumnRow {
  std::string name;
  std::string becomes;  // "(x - 43.9) / 5.4; missing: x = 44.1"
};
std::vector<ColumnRow> preparation_rows(const train::Model& model);  // none for images
// The columns that it leaves alone, in a line; may be empty.
std::string unread_text(const train::Model& model);
// How it reads images; for a model of images only.
std::string images_text(const train::Model& model);

std::string layers_text(const train::Model& model);
std::string preparation_text(const train::Model& model);
std::string target_text(const train::Model& model);
std::string training_text(const train::Model& model);
std::string metrics_text(const train::Model& model);

// "ridge:0.5" of a model fitted without a network; empty for a network.
std::string method_of(const train::Model& model);

// "epoch,loss,val_loss,accuracy,val_accuracy" and a line for each epoch.
std::string history_csv(const train::Model& model);
// One object with all of it.
std::string model_json(const train::Model& model);

}  // namespace glia::cli
