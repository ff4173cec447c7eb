// The lessons, one function each, in files of their names under lessons/.
#pragma once

#include <vector>

#include "glia/lesson/lesson.h"

namespace glia::lesson {

Lesson perceptron();
Lesson activations();
Lesson predictor();
Lesson losses();
Lesson likelihood();
Lesson numeric_gradient();
Lesson descent();
Lesson four_rates();
Lesson blame();
Lesson computation_graph();
Lesson solving();
Lesson chain();

// All of them in the order of the books.
std::vector<Lesson> make_catalogue();

}  // namespace glia::lesson
