#include "glia/lesson/catalogue.h"

namespace glia::lesson {

std::vector<Lesson> make_catalogue() {
  return {perceptron(), activations(), predictor(), losses()};
}

}  // namespace glia::lesson
