"""For each lesson its runs: parameters, and what the numbers must be.

golden(name, case, path): a number of tests/golden/golden.json. own(name, value): computed here, in
plain NumPy double, from the lesson's definition.
"""
import numpy as np

ORACLES = {}


def golden(name, case, path="", **tolerance):
    return {"name": name, "value": f"{case} {path}".strip(), "tolerance": tolerance}


def own(name, value, abs=1e-12, rel=1e-9):
    return {"name": name, "value": value, "tolerance": {"abs": abs, "rel": rel}}


def lesson(function):
    ORACLES[function.__name__.replace("_", "-")] = function
    return function


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@lesson
def perceptron(table):
    days = table("warm-cold")
    x = np.array([days["temperature"], days["wind"]], float).T / 10
    t = np.array(days["feels"]) == "warm"

    def learn(rate, rounds):
        w, b, mistakes = np.zeros(2), 0.0, []
        while len(mistakes) < rounds and (not mistakes or mistakes[-1] > 0):
            count = 0
            for row, truth in zip(x, t):
                error = float(truth) - float(row[0] * w[0] + row[1] * w[1] + b >= 0)
                w, b, count = w + row * error * rate, b + error * rate, count + abs(error)
            mistakes.append(count)
        return [own("mistakes", mistakes, 0, 0), own("w", w), own("b", b)]

    fixed = [golden("sum", "003-bias-threshold", "sum"), golden("z", "003-bias-threshold", "z"),
             golden("relu_of_two", "000-neuron-js"), golden("relu_of_three", "000-neuron-cpp"),
             golden("nested", "000-perceptron-linear-stack", "nested"),
             golden("collapsed", "000-perceptron-linear-stack", "collapsed"),
             golden("collapsed_weights", "000-perceptron-linear-stack", "w_eff")]
    return [({}, fixed + learn(0.1, 100)), ({"rate": 0.7}, learn(0.7, 100)),
            ({"rate": 0.1, "steps": 2}, learn(0.1, 2))]


@lesson
def activations(table):
    x = np.array([-2, -1, -0.5, 0, 0.5, 1, 2])
    numbers = []
    for name, case in [("sigmoid", "sigmoid"), ("tanh", "tanh"), ("relu", "relu"),
                       ("leaky_relu", "lrelu"), ("elu", "elu")]:
        numbers += [golden(name, f"000-act-{case}", "f"),
                    golden(name + "_slope", f"000-act-{case}", "df")]
    numbers += [golden("steepest_sigmoid", "002-sigmoid-range", "sigmoid"),
                golden("steepest_tanh", "002-sigmoid-range", "tanh")]
    leaky = [own("leaky_relu", np.where(x >= 0, x, 0.3 * x)),
             own("leaky_relu_slope", np.where(x >= 0, 1, 0.3))]
    return [({}, numbers), ({"alpha": 0.3}, leaky)]


@lesson
def predictor(table):
    bends = {"tanh": np.tanh, "sigmoid": sigmoid, "relu": lambda z: np.maximum(z, 0),
             "none": lambda z: z}

    def forward(degrees, name):
        f = bends[name]
        h1 = f(-0.16132499999994152 * degrees + 0.07210999999999113)
        h2 = f(-0.2150150000000196 * degrees + 1.4037740000000716)
        y = f(0.342746999998477 * h1 - 0.7286400000000355 * h2 + 0.6238199999996561)
        return h1, h2, y

    def numbers(degrees, name):
        h = 1e-4
        slope = (forward(degrees + h, name)[2] - forward(degrees - h, name)[2]) / (2 * h)
        return [own(n, v) for n, v in zip(("hidden1", "hidden2", "output"), forward(degrees, name))
                ] + [own("slope", slope, 1e-9, 1e-6)]

    first = [golden("hidden1", "000-temp-18", "a1"), golden("hidden2", "000-temp-18", "a2"),
             golden("output", "000-temp-18", "out"), numbers(18, "tanh")[3],
             golden("parameters", "000-params-121"),
             golden("line_slope", "000-identity-net", "slope"),
             golden("line_intercept", "000-identity-net", "intercept")]
    return [({}, first), ({"temperature": -7.5}, numbers(-7.5, "tanh")),
            ({"activation": "none"}, numbers(18, "none")),
            ({"activation": "sigmoid", "temperature": 30}, numbers(30, "sigmoid"))]


@lesson
def losses(table):
    t, x = np.array([0.25, 1, 0, 0.5]), np.array([0.6, 0.1, 0.9, 0.2])
    mle = np.abs(t * x ** (t - 1) * (1 - x) ** (1 - t) - x ** t * (1 - t) * (1 - x) ** -t)
    numbers = [own("steep_mse", 2 * np.abs(t - x)), own("steep_half_mse", np.abs(t - x)),
               own("steep_absolute", np.ones(4)), own("steep_ce", np.abs((1 - t) / (1 - x) - t / x)),
               own("steep_mle", mle), golden("hinge", "003-loss-gallery", "hinge"),
               golden("squared", "003-loss-gallery", "squared"),
               golden("exponential", "003-loss-gallery", "exponential"),
               golden("absolute_sums", "004-table-3-1", "abs"),
               golden("squared_sums", "004-table-3-1", "sq"),
               own("half_squares", [7200, 8, 423200]),  # golden 002-loss-200
               golden("half_sum", "002-mse-forms", "half_sum"), golden("mean", "002-mse-forms", "mean")]
    return [({}, numbers)]
