// Fits without a network, by name: one table, from which `--baseline`, `--model` and the help read.
//
// What a fit gives is a model like any other: an architecture and the values of its variables. So
// whatever reads a network (predict, eval, inspect, verify, the model file) reads these too.
// Constants and pure functions, callable from any thread; same bits for any number of threads.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "glia/data/target.h"
#include "glia/kernels/view.h"
#include "glia/nn/arch_spec.h"

namespace glia {
class ThreadPool;
}

namespace glia::classic {

// What a method is fitted to. All numbers are finite.
struct TrainingRows {
  data::TargetKind kind = data::TargetKind::kClasses;
  int64_t outputs = 0;               // classes, numbers or yes/no targets
  kernels::Matrix<const float> x;    // [rows, features], unit column stride
  std::span<const int32_t> classes;  // kClasses: [rows], 0..outputs-1
  std::span<const double> values;    // else: [rows, outputs], scaled numbers or 0/1
  uint64_t seed = 0;                 // for methods that draw lots
};

// Something worth telling about a fit: "inertia", "passes".
struct Finding {
  std::string_view name;
  double value;
};

struct Fitted {
  // One input "x" [features]; outputs as a network's of the same target: logits of classes and
  // yes/no (a probability becomes its logarithm), numbers as in TrainingRows::values.
  nn::ArchSpec arch;
  std::map<std::string, std::vector<double>> variables;  // by name, row-major
  std::vector<Finding> findings;
};

// One option, written after the name and a colon, in its place or by name: "ridge:0.5",
// "ridge:penalty=0.5".
struct MethodOption {
  std::string_view name;
  std::string_view doc;  // meaning and range
  double standard;
  double low, high;  // inclusive
  bool whole = false;
  // Words instead of numbers; the value is the position among them.
  std::span<const std::string_view> words = {};
};

struct Method {
  std::string_view name;
  std::string_view doc;  // what it fits, formula, source
  bool classes, numbers, yes_no;
  std::span<const MethodOption> options;
  Fitted (*fit)(const TrainingRows& rows, std::span<const double> options, ThreadPool& pool);
};

std::span<const Method> methods();

// A method with its options, as a user writes it.
struct MethodChoice {
  const Method* method = nullptr;
  std::vector<double> options;  // one for each of the method's
  std::string text;             // "ridge:0.5"
};

// "knn", "knn:5", "knn:5:manhattan", "knn:distance=manhattan". Errors: kUsage, naming the nearest
// method, or the option and its range.
MethodChoice parse_method(std::string_view text);

// Errors: kUsage for a kind of target that the method does not fit, naming those that do.
void check_target(const MethodChoice& choice, data::TargetKind kind);

// Errors: those of check_target, and what the fit itself refuses.
Fitted fit_method(const MethodChoice& choice, const TrainingRows& rows, ThreadPool& pool);

}  // namespace glia::classic
