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


@lesson
def two_two_two(table):
    forward, grad, step = "001-net222-forward", "001-net222-grad", "001-net222-step1-error"
    fixed = [golden("E_start", forward, "E"), golden("delta_o1", grad, "delta_o1"),
             golden("dE_dh1", grad, "dE_dout_h1"), golden("E_after_one", step, "simultaneous"),
             golden("E_output_first", step, "inplace")]

    def after(case):
        return [golden("E", case, "E"), golden("w", case, "w")]

    # The printed figures: output weights first.
    i, t = np.array([0.05, 0.1]), np.array([0.01, 0.99])
    w1, w2 = np.array([[0.15, 0.2], [0.25, 0.3]]), np.array([[0.4, 0.45], [0.5, 0.55]])
    for _ in range(10000):
        h = sigmoid(w1 @ i + 0.35)
        o = sigmoid(w2 @ h + 0.6)
        d = (o - t) * o * (1 - o)
        w2 = w2 - 0.5 * np.outer(d, h)
        w1 = w1 - 0.5 * np.outer((w2.T @ d) * h * (1 - h), i)
    h = sigmoid(w1 @ i + 0.35)
    o = sigmoid(w2 @ h + 0.6)
    in_place = [own("E", np.sum((t - o) ** 2) / 2, 1e-12, 1e-7), own("outputs", o, 1e-9)]
    return [({}, fixed + after("001-net222-10000")), ({"steps": 100}, after("001-net222-100")),
            ({"order": "output-first"}, in_place)]


@lesson
def xor(table):
    def learn(hidden, rate, steps):
        x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1.0]]), np.array([0, 1, 1, 0.0])
        w1 = np.sin(np.arange(2 * hidden) + 1.0).reshape(hidden, 2)
        b1, w2, b2 = np.zeros(hidden), np.cos(np.arange(hidden) + 1.0), 0.0
        for step in range(steps + 1):
            h = np.tanh(x @ w1.T + b1)
            p = sigmoid(h @ w2 + b2)
            loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
            if step == steps:
                return [own("loss", loss, 1e-9, 1e-7), own("answers", p, 1e-9, 1e-7)]
            d = (p - y) / 4
            dh = np.outer(d, w2) * (1 - h * h)
            w2, b2 = w2 - rate * h.T @ d, b2 - rate * d.sum()
            w1, b1 = w1 - rate * dh.T @ x, b1 - rate * dh.sum(0)

    case = "000-xor-run-h4"
    fixed = [own("line", [0, 0, 0.5]),  # golden 000-xor-single
             golden("by_steps", "000-xor-steps", abs=0, rel=0),
             golden("loss_first", case, "ce_at_iteration/0"),
             golden("loss", case, "ce_at_iteration/2000"), golden("answers", case, "pred"),
             golden("loss_of_three", "000-xor-run-h3-stuck", "ce_at_iteration/2000")]
    return [({}, fixed), ({"steps": 100}, [golden("loss", case, "ce_at_iteration/100"),
                                           golden("loss_of_three", "000-xor-run-h3-stuck",
                                                  "ce_at_iteration/100")]),
            ({"hidden": 6, "rate": 0.5, "steps": 50}, learn(6, 0.5, 50))]


@lesson
def complement(table):
    rounds = {"single": "000-net242-correct-1e-5", "batch": "000-net242-batch-1e-5",
              "printed": "000-net242-cpp-1e-10"}
    one = dict(abs=0, rel=0)
    tight = dict(abs=1e-9, rel=1e-6)
    fixed = [golden("rounds", rounds["single"], "rounds", **one),
             golden("first_error", rounds["single"], "err_at_round/1", **tight),
             golden("error", rounds["single"], "final_err", **tight),
             golden("rounds_batch", rounds["batch"], "rounds", **one)]
    batch = [golden("rounds", rounds["batch"], "rounds", **one),
             golden("error", rounds["batch"], "final_err", **tight)]
    printed = [golden("rounds", rounds["printed"], "rounds", abs=1, rel=0),
               golden("first_error", rounds["printed"], "err_at_round/1", **tight)]
    return [({}, fixed), ({"order": "batch"}, batch),
            ({"order": "printed", "aim": 1e-10}, printed)]


@lesson
def black_box(table):
    x, y = np.array([1, 1.1, 1.2, 2]), np.array([2.21, 2.431, 2.652, 4.42])

    def loss(w):
        return own("guess_loss", np.mean((w * x + x * x - y) ** 2) / 2)

    fixed = [golden("tries", "004-blackbox-errors"), golden("guesses", "004-table-2-1-guesses"),
             golden("best", "004-table-2-1-limit", "w"), golden("limit", "004-table-2-1-limit", "J"),
             own("law", [2.21, 0], 1e-9), golden("misses", "004-shooting"), loss(1.5)]
    return [({}, fixed), ({"w": -0.5}, [loss(-0.5)])]


@lesson
def entropy(table):
    def at(p):
        return [own("entropy", -p * np.log(p) - (1 - p) * np.log(1 - p)),
                own("relative", np.log(2) + p * np.log(p) + (1 - p) * np.log(1 - p))]

    fixed = [golden("information", "000-info"), golden("three_events", "004-table-3-2"),
             golden("entropy_of_three", "004-entropy-3"), golden("entropy", "000-entropy-09"),
             golden("peak", "000-entropy-peak", "binary_peak"),
             golden("peak_of_one_term", "000-entropy-peak", "single_term_peak"),
             golden("ce", "000-ce-values", "ce"),
             golden("ce_slope", "000-ce-values", "dce"),
             golden("batch", "004-ce-binary-batch")]
    return [({}, fixed + at(0.9)[1:]), ({"p": 0.2}, at(0.2))]


@lesson
def softmax(table):
    z = np.array([2, 1, 0.1, -1])

    def share(t):
        e = np.exp(z / t)
        return own("at_temperature", e / e.sum())

    case = "000-softmax-ce"
    fixed = [golden("ratio", "000-ratio-norm"), golden("equal", "000-softmax-111"),
             golden("chances", "002-softmax-4", "p"), golden("loss", "002-softmax-4", "loss"),
             golden("curve", "000-softmax-curve"), golden("a", case, "a"),
             golden("cost", case, "cost"), golden("dz", case, "dz"), share(1)]
    return [({}, fixed), ({"temperature": 0.25}, [share(0.25)]), ({"temperature": 8}, [share(8)])]


@lesson
def letter_x(table):
    data = table("x7x7")
    y = np.array(data.pop("has_x"), float)
    x = np.array(list(data.values()), float).T

    def learn(hidden, rate, rounds):
        w = 0.1 * np.sin(np.arange(hidden * 49) + 1.0).reshape(hidden, 49)
        b, v, c = np.zeros(hidden), 0.5 * np.cos(np.arange(hidden) + 1.0), 0.0
        for _ in range(rounds):
            total = 0.0
            for row, t in zip(x, y):
                z = w @ row + b
                h = np.where(z >= 0, z, np.exp(np.minimum(z, 0)) - 1)
                p = sigmoid(v @ h + c)
                total -= t * np.log(p) + (1 - t) * np.log(1 - p)
                d = p - t
                dh = d * v * np.where(z >= 0, 1, h + 1)
                v, c, w, b = v - rate * d * h, c - rate * d, w - rate * np.outer(dh, row), b - rate * dh
        return [own("error", total, 1e-9, 1e-6)]

    case = "000-x7-sin8-aim"
    tight = dict(abs=1e-9, rel=1e-6)
    fixed = [golden("rounds", case, "rounds", abs=1, rel=0),
             golden("first_error", case, "err_at_round/1", **tight),
             golden("error", case, "final_err", **tight),
             golden("answers", case, "train_pred", abs=1e-6, rel=0)]
    return [({}, fixed), ({"steps": 100}, [golden("error", case, "err_at_round/100", **tight)]),
            ({"hidden": 5, "rate": 0.1, "steps": 20}, learn(5, 0.1, 20))]


@lesson
def vanishing(table):
    def left(z, layers):
        n = np.arange(1, layers + 1)
        s = sigmoid(z)
        return [own("left_sigmoid", (s * (1 - s)) ** n), own("left_tanh", (1 - np.tanh(z) ** 2) ** n),
                own("left_relu", np.full(layers, float(z > 0))),
                own("left_leaky_relu", (1.0 if z >= 0 else 0.01) ** n, 1e-300)]

    fixed = [golden("best_case", "000-sigmoid-vanish"), golden("ten_at_two", "001-vanish-depth", "1/1"),
             golden("off", "002-pos-init-relu-off", "", abs=0.02, rel=0)]
    return [({}, fixed + left(0.5, 10)), ({"z": -1, "layers": 4}, left(-1, 4))]


@lesson
def normalise(table):
    def batch(scale):
        x = np.array([1, 2, 3, 4.0]) * scale
        return [own("mean", x.mean()), own("variance", x.var()),
                own("normalised", (x - x.mean()) / np.sqrt(x.var() + 0.001))]

    fixed = [golden("mean", "002-bn-1234", "mu"), golden("variance", "002-bn-1234", "var"),
             golden("normalised", "002-bn-1234", "xhat"), golden("residual", "002-residual", "y"),
             golden("residual_slope", "002-residual", "dy"), own("mean_in_use", 1),
             own("share_off", 0.2, 0.05)]  # four standard deviations of 1,000 draws
    return [({}, fixed), ({"scale": 100, "dropout": 0.5}, batch(100) + [own("share_off", 0.5, 0.063)])]


@lesson
def doors(table):
    # Four standard deviations of so many games.
    def room(games):
        return 4 * np.sqrt(2 / 9 / games)

    fixed = [golden("change", "004-monty", "switch", abs=room(100000), rel=0),
             golden("stay", "004-monty", "stay", abs=room(100000), rel=0),
             golden("q_update", "004-q-update", "standard"),
             golden("q_as_printed", "004-q-update", "as_printed"),
             # The value of a choice is a mean over its last 1/rate tries: deviation sqrt(p(1-p) rate/2).
             own("learned", [1 / 3, 2 / 3], 0.2)]
    return [({}, fixed), ({"games": 1000}, [own("change", 2 / 3, room(1000)), own("stay", 1 / 3, room(1000))])]


@lesson
def sine_fit(table):
    def relu_error(hidden, rate, steps):
        x = np.linspace(-2, 2, 41)
        y, n = 2 * np.sin(x), np.arange(hidden) + 1.0
        w1, b1, w2, b2 = np.cos(n) * 1.5, np.sin(2 * n), np.sin(n) * 0.5, 0.0
        for step in range(steps + 1):
            z = np.outer(x, w1) + b1
            e = np.maximum(z, 0) @ w2 + b2 - y
            if step == steps:
                return own("relu_error", np.mean(e**2), 1e-9, 1e-5)
            d = e / 41
            dz = np.outer(d, w2) * (z > 0)
            w2, b2 = w2 - rate * np.maximum(z, 0).T @ d, b2 - rate * d.sum()
            w1, b1 = w1 - rate * x @ dz, b1 - rate * dz.sum(0)

    case = "002-sin-mlp-1000"
    x = np.linspace(-2, 2, 41)
    w = np.sum(x * 2 * np.sin(x)) / np.sum(x * x)
    fixed = [golden("error_start", case, "mse_at_epoch/0"), golden("error", case, "mse"),
             golden("w1", case, "w1"), own("line_w", w),
             own("line_error", np.mean((w * x - 2 * np.sin(x)) ** 2)), relu_error(8, 0.1, 1000)]
    return [({}, fixed), ({"steps": 100}, [golden("error", case, "mse_at_epoch/100")]),
            ({"hidden": 4, "rate": 0.05, "steps": 50}, [relu_error(4, 0.05, 50)])]


@lesson
def overfitting(table):
    def errors(noise):
        x, dense = np.linspace(-1, 1, 10), np.linspace(-1, 1, 200)
        y = np.sin(3 * x) + noise * np.sin((np.arange(10) + 1.0) ** 2)
        known, unseen = [], []
        for degree in range(10):
            w = np.linalg.lstsq(np.vander(x, degree + 1), y, rcond=None)[0]
            known.append(np.mean((np.polyval(w, x) - y) ** 2))
            unseen.append(np.mean((np.polyval(w, dense) - np.sin(3 * dense)) ** 2))
        return [own("known", known, 1e-12, 1e-7), own("unseen", unseen, 1e-12, 1e-7),
                own("best_degree", int(np.argmin(unseen)), 0, 0)]

    return [({}, errors(0.3)), ({"noise": 0.1}, errors(0.1))]


@lesson
def race(table):
    def gradient(p):
        x, y = p
        return np.array([-80 * x * (y - x * x) - 2 * (1 - x), 40 * (y - x * x)])

    def ends(name, step, steps):
        p, state = np.array([-1.2, 1.0]), {}
        for t in range(1, steps + 1):
            p = step(p, gradient(p), state, t)
        return own(name, [*p, 20 * (p[1] - p[0] ** 2) ** 2 + (1 - p[0]) ** 2], 1e-9, 1e-6)

    def racers(factor, steps):
        def sgd(p, g, state, t):
            return p - 0.005 * factor * g

        def momentum(p, g, state, t):
            state["u"] = 0.9 * state.get("u", 0) + g
            return p - 0.002 * factor * state["u"]

        def adam(p, g, state, t):
            state["m"] = 0.9 * state.get("m", 0) + 0.1 * g
            state["v"] = 0.999 * state.get("v", 0) + 0.001 * g * g
            m, v = state["m"] / (1 - 0.9**t), state["v"] / (1 - 0.999**t)
            return p - 0.05 * factor * m / (np.sqrt(v) + 1e-8)

        return [ends("sgd", sgd, steps), ends("momentum", momentum, steps), ends("adam", adam, steps)]

    return [({}, racers(1, 300)), ({"rate": 0.5, "steps": 40}, racers(0.5, 40))]
