// Steps that fill missing cells: numbers with the mean or median of the training rows, texts with
// the most frequent one or with a category of their own; and a step that first notes, as a 0/1
// column, where a number was missing.
#pragma once

#include <vector>

#include "glia/data/step.h"

namespace glia::data {

enum class NumberFill { kMean, kMedian };
enum class TextFill {
  kOwnCategory,   // missing is one more text, if the training rows have a missing cell
  kMostFrequent,  // the first in the list of categories on a tie
};

// Adds a column "NAME is missing" for each number column with a missing training cell.
class NoteMissing final : public Step {
 public:
  static StepPtr fit(const Layout& before, const Frame& training);
  static StepPtr read(std::string_view json, const Layout& before);
  NoteMissing(const Layout& before, std::vector<size_t> columns);

  std::string_view kind() const override { return "note_missing"; }
  const Layout& layout() const override { return after_; }
  void apply(Frame& frame) const override;
  std::string to_json() const override;

  const std::vector<size_t>& columns() const { return columns_; }

 private:
  std::vector<size_t> columns_;
  Layout after_;
};

// x -> x, or value(column) where x is missing. A column without any training value gets 0.
class FillNumbers final : public Step {
 public:
  struct Fill {
    size_t column;
    double value;
  };
  static StepPtr fit(const Layout& before, const Frame& training, NumberFill rule);
  static StepPtr read(std::string_view json, const Layout& before);
  FillNumbers(const Layout& before, std::vector<Fill> fills);

  std::string_view kind() const override { return "fill_numbers"; }
  const Layout& layout() const override { return after_; }
  void apply(Frame& frame) const override;
  std::string to_json() const override;

  const std::vector<Fill>& fills() const { return fills_; }

 private:
  std::vector<Fill> fills_;
  Layout after_;
};

// Missing codes become the code of one category. A text that was not seen stays unseen.
class FillTexts final : public Step {
 public:
  struct Fill {
    size_t column;
    int32_t code;  // equal to the number of categories: a new one, "(missing)"
  };
  static StepPtr fit(const Layout& before, const Frame& training, TextFill rule);
  static StepPtr read(std::string_view json, const Layout& before);
  FillTexts(const Layout& before, std::vector<Fill> fills);

  std::string_view kind() const override { return "fill_texts"; }
  const Layout& layout() const override { return after_; }
  void apply(Frame& frame) const override;
  std::string to_json() const override;

  const std::vector<Fill>& fills() const { return fills_; }

 private:
  std::vector<Fill> fills_;
  Layout after_;
};

}  // namespace glia::data
