#include "glia/lesson/catalogue.h"

namespace glia::lesson {
namespace {

struct Place {
  int number;  // never changes: folders and links have it
  Lesson (*make)();
};

constexpr Place kOrder[] = {
    {1, perceptron},    {2, activations},
    {3, predictor},     {4, losses},
    {5, likelihood},    {6, numeric_gradient},
    {7, descent},       {8, four_rates},
    {9, blame},         {10, computation_graph},
    {11, solving},      {12, chain},
    {13, loss_surface}, {14, seven_steps},
    {15, two_two_two},  {16, xor_net},
    {17, complement},   {18, black_box},
    {19, entropy},      {20, softmax_lesson},
    {21, letter_x},     {22, digits},
    {23, sine_fit},     {24, waves},
    {25, car},          {26, overfitting},
    {27, vanishing},    {28, normalise},
    {29, race},         {30, doors},
};

}  // namespace

std::vector<Lesson> make_catalogue() {
  std::vector<Lesson> lessons;
  for (const Place& place : kOrder) {
    lessons.push_back(place.make());
    lessons.back().number = place.number;
  }
  return lessons;
}

}  // namespace glia::lesson
