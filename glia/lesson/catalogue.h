// The lessons, one function each, in files of their names under lessons/.
#pragma once

#include <vector>

#include "glia/lesson/lesson.h"

namespace glia::lesson {

Lesson perceptron();
Lesson activations();
Lesson predictor();
Lesson losses();

// All of them in the order of the books.
std::vector<Lesson> make_catalogue();

}  // namespace glia::lesson
