// A lesson: a worked example that runs on the engine and tells what it sees, with the parameters
// that a reader would want to change.
//
// The numbers of a story come out of graphs, programs and training runs of the library; a lesson
// computes none of them by itself. Values; runs of different lessons may go on at the same time.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/lesson/story.h"

namespace glia::lesson {

// Something a reader may change: a number in [low, high], or one of some words.
struct Parameter {
  std::string name;  // "rate", on the command line --rate
  Text meaning;
  double standard = 0;
  double low = 0;
  double high = 0;
  bool whole = false;
  std::vector<std::string> choices = {};  // the first is the standard
};

Parameter real_parameter(std::string name, double standard, Span range, Text meaning);
Parameter whole_parameter(std::string name, int64_t standard, int64_t low, int64_t high,
                          Text meaning);
Parameter word_parameter(std::string name, std::vector<std::string> choices, Text meaning);

// What the parameters of a lesson are in one run.
class Settings {
 public:
  double number(std::string_view name) const { return numbers_.at(std::string(name)); }
  int64_t whole(std::string_view name) const { return static_cast<int64_t>(number(name)); }
  const std::string& word(std::string_view name) const { return words_.at(std::string(name)); }

 private:
  friend class SettingsReader;
  std::map<std::string, double> numbers_;
  std::map<std::string, std::string> words_;
};

struct Lesson {
  std::string name;  // "four-rates"; its folder is lessons/NN-name
  Text title;
  Text claim;    // one line
  Text formula;  // lines
  Text source;   // where the books have it
  std::vector<Parameter> parameters;
  void (*tell)(const Settings& settings, const Story& story);
  int number = 0;  // its place in the books' order, given by the catalogue
};

// All lessons in the order of the books.
std::span<const Lesson> lessons();
// Errors: kUsage, naming the nearest.
const Lesson& find_lesson(std::string_view name);
// "08"
std::string number_of(const Lesson& lesson);
// "lessons/08-four-rates"
std::string folder_of(const Lesson& lesson);

// Settings from the values that were given as text, the standard for all others.
// Errors: kUsage: a parameter that the lesson does not have, a value outside its range.
Settings make_settings(const Lesson& lesson, const std::map<std::string, std::string>& given);

// Tells the lesson to `listener`.
void run(const Lesson& lesson, const Settings& settings, const Listener& listener);

}  // namespace glia::lesson
