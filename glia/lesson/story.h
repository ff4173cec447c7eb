// What a lesson tells: a stream of events that knows neither a language nor a screen. Whoever
// listens turns it into text for a terminal, a page, a picture or JSON.
//
// Values; a Story is used by one thread.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "glia/base/language.h"

namespace glia::lesson {

// What fills a place of a text or a cell of a table: a number or words.
class Word {
 public:
  // `digits`: how many are shown at most.
  Word(double number, int digits = kDigits)  // NOLINT(google-explicit-constructor): reads well
      : value_(number), digits_(digits) {}
  Word(std::integral auto count)  // NOLINT(google-explicit-constructor)
      : value_(static_cast<int64_t>(count)) {}
  Word(const std::string& name) : value_(same(name)) {}  // NOLINT(google-explicit-constructor)
  Word(const char* name) : value_(same(name)) {}         // NOLINT(google-explicit-constructor)
  Word(Text text) : value_(std::move(text)) {}           // NOLINT(google-explicit-constructor)

  // "0.7623", "-3", "1e-07", "NaN".
  std::string in(Language language) const;
  bool is_number() const { return !std::holds_alternative<Text>(value_); }

 private:
  static constexpr int kDigits = 6;
  std::variant<double, int64_t, Text> value_;
  int digits_ = kDigits;
};

// The text with each "{0}", "{1}" ... replaced by that word.
std::string filled(const Text& text, const std::vector<Word>& words, Language language);

// A step of the story begins.
struct Heading {
  Text text;
  std::vector<Word> words;
};

struct Paragraph {
  Text text;
  std::vector<Word> words;
};

struct Table {
  Text title;
  std::vector<Word> head;
  std::vector<std::vector<Word>> rows;
};

enum class Mark : uint8_t { kLine, kPoints, kPath };  // kPath: a line with its points

struct Series {
  Text name;
  std::vector<double> x;
  std::vector<double> y;  // NaN leaves a gap
  Mark mark = Mark::kLine;
};

struct Plot {
  Text title;
  Text x, y;  // what the axes show
  std::vector<Series> series;
  bool from_zero = false;  // the y axis has 0 on it, and so is not logarithmic
};

struct Bars {
  Text title;
  std::vector<Text> names;
  std::vector<double> values;
};

struct Span {
  double low = 0;
  double high = 1;
  // `count` points at even distances, both ends among them.
  std::vector<double> steps(int64_t count) const;
  // Point i of those.
  double step(int64_t i, int64_t count) const {
    return count < 2 ? low
                     : low + (high - low) * static_cast<double>(i) / static_cast<double>(count - 1);
  }
};

// A function of two variables on a grid: contour lines, or one coloured cell a value.
struct Field {
  Text title;
  Text x, y;
  Span across, up;
  int64_t columns = 0;
  int64_t rows = 0;
  std::vector<double> values;  // row by row, the lowest y first
  std::vector<Series> over = {};
  bool cells = false;
};

// A computation graph with the numbers that went through it.
struct Diagram {
  struct Node {
    Text name;
    Text note;  // its value, its slope
    double x;   // 0 left .. 1 right
    double y;   // 0 top .. 1 bottom
  };
  struct Edge {
    size_t from, to;
    Text note;
  };
  Text title;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

// A number that a script may ask for, or a list of them.
struct Named {
  std::string name;
  std::vector<double> values;
  bool is_list = false;
};

using Event = std::variant<Heading, Paragraph, Table, Plot, Bars, Field, Diagram, Named>;
using Listener = std::function<void(const Event&)>;

class Story {
 public:
  explicit Story(Listener listener) : listener_(std::move(listener)) {}

  void heading(Text text, std::vector<Word> words = {}) const {
    listener_(Heading{std::move(text), std::move(words)});
  }
  void say(Text text, std::vector<Word> words = {}) const {
    listener_(Paragraph{std::move(text), std::move(words)});
  }
  void show(const Event& event) const { listener_(event); }
  void number(std::string name, double value) const {
    listener_(Named{std::move(name), {value}, false});
  }
  void numbers(std::string name, std::vector<double> values) const {
    listener_(Named{std::move(name), std::move(values), true});
  }

 private:
  Listener listener_;
};

}  // namespace glia::lesson
