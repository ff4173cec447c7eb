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
Lesson loss_surface();
Lesson seven_steps();
Lesson two_two_two();
Lesson xor_net();
Lesson complement();
Lesson black_box();
Lesson entropy();
Lesson softmax_lesson();
Lesson letter_x();
Lesson digits();
Lesson sine_fit();
Lesson waves();
Lesson car();
Lesson overfitting();
Lesson vanishing();
Lesson normalise();
Lesson race();
Lesson doors();

// All of them in the order of the books, numbered.
std::vector<Lesson> make_catalogue();

}  // namespace glia::lesson
