"""Lessons 15 to 21 and 27 to 30: networks by hand, depth, optimizers, the doors."""
import numpy as np

from lesson_oracles import golden, lesson, own, sigmoid


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
