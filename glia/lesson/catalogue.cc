#include "glia/lesson/catalogue.h"

namespace glia::lesson {

std::vector<Lesson> make_catalogue() {
  return {perceptron(), activations(),       predictor(), losses(),
          likelihood(), numeric_gradient(),  descent(),   four_rates(),
          blame(),      computation_graph(), solving(),   chain()};
}

}  // namespace glia::lesson
