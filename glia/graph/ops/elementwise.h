// Elementwise functions of values. Binary ones broadcast by the NumPy rules.
#pragma once

#include "glia/graph/graph.h"

namespace glia::graph {

Value neg(Value x);
Value abs(Value x);
Value sign(Value x);
Value exp(Value x);
Value expm1(Value x);
Value log(Value x);
Value log1p(Value x);
Value sqrt(Value x);
Value square(Value x);
Value reciprocal(Value x);
Value tanh(Value x);
Value sigmoid(Value x);
Value softplus(Value x);
Value relu(Value x);
Value sin(Value x);
Value cos(Value x);
Value erf(Value x);
Value step(Value x);
Value normal_cdf(Value x);
Value gelu(Value x);
Value gelu_tanh(Value x);
Value silu(Value x);
Value mish(Value x);
Value softsign(Value x);

Value add(Value a, Value b);
Value sub(Value a, Value b);
Value mul(Value a, Value b);
Value div(Value a, Value b);
Value pow(Value a, Value b);
Value minimum(Value a, Value b);
Value maximum(Value a, Value b);

inline Value operator-(Value x) { return neg(x); }
inline Value operator+(Value a, Value b) { return add(a, b); }
inline Value operator-(Value a, Value b) { return sub(a, b); }
inline Value operator*(Value a, Value b) { return mul(a, b); }
inline Value operator/(Value a, Value b) { return div(a, b); }
inline Value operator+(Value a, double b) { return add(a, a.graph().constant(b)); }
inline Value operator-(Value a, double b) { return sub(a, a.graph().constant(b)); }
inline Value operator*(Value a, double b) { return mul(a, a.graph().constant(b)); }
inline Value operator/(Value a, double b) { return div(a, a.graph().constant(b)); }
inline Value operator+(double a, Value b) { return add(b.graph().constant(a), b); }
inline Value operator-(double a, Value b) { return sub(b.graph().constant(a), b); }
inline Value operator*(double a, Value b) { return mul(b.graph().constant(a), b); }
inline Value operator/(double a, Value b) { return div(b.graph().constant(a), b); }

// Comparisons give bool values; false with a NaN, except not_equal.
Value less(Value a, Value b);
Value less_equal(Value a, Value b);
Value greater(Value a, Value b);
Value greater_equal(Value a, Value b);
Value equal(Value a, Value b);
Value not_equal(Value a, Value b);
Value logical_and(Value a, Value b);
Value logical_or(Value a, Value b);
Value logical_not(Value a);

// condition ? a : b. The untaken value never matters, not even a NaN.
Value select(Value condition, Value a, Value b);

}  // namespace glia::graph
