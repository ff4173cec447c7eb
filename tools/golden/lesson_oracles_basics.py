"""Lessons 01 to 14: one unit, its slopes, descent."""
import numpy as np

from lesson_oracles import golden, lesson, own, sigmoid


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


@lesson
def likelihood(table):
    def climb(k, n):
        # In z with p = sigmoid(z): dL/dz = L (k - n p), d(cross entropy)/dz = p - k/n.
        z, y = 0.0, 0.0
        for _ in range(2000):
            p = sigmoid(z)
            z += 10 * p**k * (1 - p) ** (n - k) * (k - n * p)
            y -= sigmoid(y) - k / n
        return [own("by_product", sigmoid(z), 1e-9), own("by_entropy", sigmoid(y), 1e-9)]

    def normal(sigma):
        x, y = np.array([-2, -1, 0, 1, 2]), np.array([3.8, 1.3, -0.2, 0.9, 4.3])
        logs = [np.sum(-((y - f) ** 2) / (2 * sigma**2) - np.log(sigma * np.sqrt(2 * np.pi)))
                for f in (x**2, 0.5 * x**2 + 1)]
        return [own("log_likelihoods", logs), own("w", np.sum(x**2 * y) / np.sum(x**4), 1e-9)]

    fixed = [golden("likelihood", "000-coin", "L"),
             golden("likelihood_of_half", "000-coin", "L_at_0.5"),
             golden("machines", "000-lottery", "likelihood"),
             golden("best_machine", "000-lottery", "best_index", abs=0, rel=0),
             golden("pair", "000-mle-pair"), golden("by_entropy", "000-coin", "theta", abs=1e-9)]
    return [({}, fixed + climb(2, 10)[:1] + normal(0.5)), ({"wins": 20, "draws": 100}, climb(20, 100)),
            ({"sigma": 2}, normal(2))]


@lesson
def numeric_gradient(table):
    def exact(rate):
        w, b, steps = 1.0, 0.0, 0
        while True:
            p = sigmoid(0.4 * w + b)
            if (0.9 - p) ** 2 / 2 <= 0.001:
                return steps, w, b, p
            d = (p - 0.9) * p * (1 - p)
            w, b, steps = w - rate * d * 0.4, b - rate * d, steps + 1

    case = "000-neuron-numgrad-run"
    fixed = [golden("steps", case, "steps", abs=0, rel=0), golden("cost_first", case, "cost_first"),
             golden("cost", case, "cost_final"), golden("w", case, "w"), golden("b", case, "b"),
             golden("pred", case, "pred"), own("exact_w", exact(0.6)[1]),
             golden("evaluations", "000-forward-evals")]
    # A good h: the run by differences is that by derivatives, but for rounding.
    steps, w, b, p = exact(2)
    other = [own("steps", steps, 0, 0), own("w", w, 1e-4), own("b", b, 1e-4), own("exact_w", w)]
    return [({}, fixed), ({"rate": 2, "h": 1e-6}, other)]


def slide(x, rate, steps):
    xs = [x]
    for _ in range(steps):
        xs.append(xs[-1] - rate * 2 * xs[-1])
    return xs


@lesson
def descent(table):
    points = "003-table-2-3"
    surface = [golden("surface_updates", points, "updates", abs=0)]
    x, y = 3.0, 1.0
    path = [(x, y)]
    while x * x + np.sin(y) ** 2 >= 0.01:
        x, y = x - 0.1 * 2 * x, y - 0.1 * 2 * np.sin(y) * np.cos(y)
        path.append((x, y))
    surface += [own("surface_x", [p[0] for p in path]), own("surface_y", [p[1] for p in path])]
    fixed = [golden("x", "003-gd-x2", "x"), golden("J", "003-gd-x2", "J"),
             golden("updates", "003-gd-x2", "updates_until_J<=0.001", abs=0, rel=0)]
    other = slide(-2.0, 0.8, 200)
    count = next(i for i, v in enumerate(other) if v * v <= 0.001)
    return [({}, fixed + surface),
            ({"rate": 0.8, "start": -2}, [own("x", other[: count + 1]), own("updates", count, 0, 0)])]


@lesson
def four_rates(table):
    first = slide(1.2, 0.3, 10)
    runs = [({}, [own("x", first), own("J", first[-1] ** 2)]),
            ({"rate": 0.3, "steps": 4}, [golden("x", "003-gd-x2", "x")])]
    for rate in ("1", "0.4", "0.1"):
        case = f"003-eta-{rate}"
        runs.append(({"rate": rate}, [golden("x", case, "x"), golden("J", case, "J_10")]))
    away = slide(-0.5, 1.25, 6)
    return runs + [({"rate": 1.25, "start": -0.5, "steps": 6}, [own("x", away)])]


@lesson
def blame(table):
    case = "000-backprop-221"
    fixed = [golden("share", "000-responsibility"), golden("slopes", "000-linear-loss-grad"),
             golden("sum", "000-hidden-sum", "right"),
             golden("mean_of_means", "000-hidden-sum", "wrong_mean_mean")]
    # dW1 is a matrix there and a list here.
    fixed += [golden(name, case, name) for name in ("yhat", "loss", "db1", "dW2", "db2")]
    return [({}, fixed), ({"first": -1.5, "second": 4},
                          [own("sum", 0.5 * -1.5 + 0.2 * 4), own("mean_of_means", 1.25 * 0.35)])]


@lesson
def graph(table):
    def numbers(a, b):
        c, d = a + b, b + 1
        return [own("values", [a, b, c, d, c * d]), own("slopes", [d, c + d, d, c, 1]),
                own("forward_mode", [d, c + d])]

    case = "001-graph-reverse-mode"
    return [({}, numbers(2, 1)), ({"a": -3.5, "b": 0.25}, numbers(-3.5, 0.25)),
            ({"a": 2, "b": 1}, numbers(2, 1))]


@lesson
def solving(table):
    def both(w, b, target):
        ws, bs, errors = [], [], []
        while True:
            x, y = 2 * w + 3 * b, 2 * b + 1
            error = x * y - target
            ws, bs, errors = ws + [w], bs + [b], errors + [error]
            if abs(error) < 1e-5:
                return [own("both_w", ws), own("both_b", bs), own("updates", len(ws) - 1, 0, 0)]
            w, b = w - error / 2 / (2 * y), b - error / 2 / (3 * y + 2 * x)

    fixed = [own("forward", [18, 9, 162]), own("slopes", [18, 63]),
             golden("w_alone", "003-solve-w", "w"), golden("w_alone_z", "003-solve-w", "z"),
             golden("b_alone", "003-single-variable", "trace_b"),
             golden("b_alone_error", "003-single-variable", "trace_dz"),
             golden("both_w", "003-double-variable", "trace_w"),
             golden("both_b", "003-double-variable", "trace_b"),
             golden("both_error", "003-double-variable", "trace_dz"),
             golden("updates", "003-double-variable", "updates", abs=0)]
    return [({}, fixed), ({"target": 100, "w": 2, "b": 1}, both(2.0, 1.0, 100))]


@lesson
def chain(table):
    def walk(x, target):
        xs, cs = [], []
        for _ in range(20):
            x = 1.1 if x < 1 else x
            a = x * x
            c = np.sqrt(np.log(a))
            xs, cs = xs + [x], cs + [c]
            if abs(c - target) < 0.001:
                break
            x -= a * 2 * c * (c - target) / (2 * x)
        return xs, cs

    xs, cs = walk(2.0, 2.13)
    fixed = [own("x", xs), own("c", cs),
             golden("evaluations", "003-table-2-2", "evaluations", abs=0),
             golden("exact", "004-nonlinear-exact"), golden("largest_c", "003-nonlinear-range")]
    ys, ds = walk(5.0, 1.5)
    return [({}, fixed), ({"start": 5, "target": 1.5}, [own("x", ys), own("c", ds)])]


@lesson
def loss_surface(table):
    x = np.linspace(0, 1, 20)

    def J(w, b):
        return np.mean((w * x + b - (2 * x + 3)) ** 2) / 2

    def walk(w, b, rate, steps):
        for _ in range(steps):
            error = w * x + b - (2 * x + 3)
            w, b = w - rate * np.mean(error * x), b - rate * np.mean(error)
        return [own("w", w), own("b", b), own("J", J(w, b))]

    corners = [J(0, 1), J(0, 5), J(4, 1), J(4, 5)]
    fixed = [golden("corners", "004-loss-surface", "corners"), own("four_lines", [2, 0.5, 0, 0.5])]
    return [({}, fixed + [own("corners", corners)] + walk(0.2, 1.2, 0.5, 100)),
            ({"rate": 1.2, "steps": 7, "w": 4, "b": 1}, walk(4.0, 1.0, 1.2, 7))]


@lesson
def seven_steps(table):
    def round_of(rate):
        w, b = 2 - rate * 4, 3 - rate * 4
        return own("J_after", (w + b - 3) ** 2)

    fixed = [own("A", 5), golden("J", "004-table-1-1-loss"), own("slopes", [4, 4, 4]), round_of(0.1),
             own("layer", [0.1, 1.2, -3.2]),  # golden 004-matrix-forward
             own("rounds_at_limit", 15, 0, 0)]
    return [({}, fixed), ({"rate": 0.4, "steps": 9}, [round_of(0.4), own("rounds_at_limit", 9, 0, 0)])]
