"""Lessons 22 to 26: networks fitted to rows of data."""
import numpy as np

from lesson_oracles import golden, lesson, own, sigmoid


@lesson
def digits(table):
    data = table("digits")
    truth = np.array(data.pop("digit"), int)
    x, known, batch = np.array(list(data.values()), float).T / 16, 1500, 30

    def learn(hidden, rate, rounds):
        w = 0.2 * np.sin(np.arange(hidden * 64) + 1.0).reshape(hidden, 64)
        v = 0.5 * np.cos(np.arange(hidden * 10) + 1.0).reshape(10, hidden)
        b, c, losses = np.zeros(hidden), np.zeros(10), []

        def chances(rows):
            h = np.tanh(rows @ w.T + b)
            z = h @ v.T + c
            e = np.exp(z - z.max(1, keepdims=True))
            return h, e / e.sum(1, keepdims=True)

        for _ in range(rounds):
            total = 0.0
            for i in range(0, known, batch):
                rows, right = x[i:i + batch], (np.arange(batch), truth[i:i + batch])
                h, p = chances(rows)
                total -= np.mean(np.log(p[right]))
                p[right] -= 1
                d = p / batch
                dh = d @ v * (1 - h * h)
                v, c, w, b = v - rate * d.T @ h, c - rate * d.sum(0), w - rate * dh.T @ rows, b - rate * dh.sum(0)
            losses.append(total / (known // batch))
        p = chances(x)[1]
        answer, held = p.argmax(1), p[known:]
        confusion = np.zeros((10, 10))
        np.add.at(confusion, (truth[known:], answer[known:]), 1)
        ordered = np.sort(held, 1)
        least_sure = int(np.argmin(ordered[:, -1] - ordered[:, -2]))
        return [own("loss_first", losses[0], 1e-9, 1e-7), own("loss", losses[-1], 1e-9, 1e-7),
                own("accuracy_known", np.mean(answer[:known] == truth[:known])),
                own("accuracy", np.mean(answer[known:] == truth[known:])),
                own("least_sure", least_sure, 0, 0), own("probabilities", held[least_sure], 1e-7, 0),
                own("confusion", confusion, 0, 0)]

    return [({}, learn(32, 0.3, 20)), ({"hidden": 8, "rate": 0.1, "steps": 3}, learn(8, 0.1, 3))]


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
def waves(table):
    data = table("target-curve")
    x, y = np.array(data["x"], float)[::9], np.array(data["y"], float)[::9]
    fast = np.cos(50 * x)

    def learn(hidden, rate, steps):
        n = np.arange(hidden) + 1.0
        p = [np.full(hidden, 12.0), -12 * (n - 0.5) / hidden, 0.1 * np.sin(n), np.zeros(1)]
        m, s, errors = [np.zeros_like(a) for a in p], [np.zeros_like(a) for a in p], []
        for t in range(1, steps + 2):
            h = np.tanh(np.outer(x, p[0]) + p[1])
            e = h @ p[2] + p[3] - y
            errors.append(np.mean(e**2))
            if t > steps:
                return errors, np.sum(-e * fast) / np.sum(fast**2)
            d = 2 * e / len(x)
            dz = np.outer(d, p[2]) * (1 - h * h)
            for k, g in enumerate([x @ dz, dz.sum(0), h.T @ d, np.array([d.sum()])]):
                m[k], s[k] = 0.9 * m[k] + 0.1 * g, 0.999 * s[k] + 0.001 * g * g
                p[k] = p[k] - rate * m[k] / (1 - 0.9**t) / (np.sqrt(s[k] / (1 - 0.999**t)) + 1e-8)

    def run(hidden, rate, steps):
        errors, left = learn(hidden, rate, steps)
        widths = [learn(width, rate, steps) for width in (2, 4, 6, 8, 12)]
        return [own("error_start", errors[0], 1e-12, 1e-7), own("error", errors[-1], 1e-12, 1e-6),
                own("left", left, 1e-9, 1e-6), own("wave_alone", np.mean((0.01 * fast) ** 2)),
                own("errors", [e[-1] for e, _ in widths], 1e-12, 1e-6),
                own("left_by_width", [l for _, l in widths], 1e-9, 1e-6)]

    return [({}, [golden("curve", "004-target-curve")] + run(8, 0.01, 1000)),
            ({"hidden": 5, "rate": 0.02, "steps": 100}, run(5, 0.02, 100))]


@lesson
def car(table):
    grey = np.arange(8) / 7
    x = np.array([(p, q) for q in grey for p in grey])
    p, q = x.T
    one_way, either_way = (p - q > 0.4).astype(float), (abs(p - q) > 0.5).astype(float)

    def scores(z, y):
        return np.mean(np.logaddexp(0, z) - z * y), np.mean((z >= 0) == (y > 0))

    def logistic(x, y, rate, steps):
        w, b = np.zeros(x.shape[1]), 0.0
        for _ in range(steps):
            d = (sigmoid(x @ w + b) - y) / len(y)
            w, b = w - rate * x.T @ d, b - rate * d.sum()
        return scores(x @ w + b, y)

    def layered(y, hidden, rate, steps):
        w = 2 * np.sin(np.arange(2 * hidden) + 1.0).reshape(hidden, 2)
        b, v, c = np.zeros(hidden), np.cos(np.arange(hidden) + 1.0), 0.0
        for _ in range(steps):
            h = np.tanh(x @ w.T + b)
            d = (sigmoid(h @ v + c) - y) / len(y)
            dz = np.outer(d, v) * (1 - h * h)
            v, c, w, b = v - rate * h.T @ d, c - rate * d.sum(), w - rate * dz.T @ x, b - rate * dz.sum(0)
        return scores(np.tanh(x @ w.T + b) @ v + c, y)

    def run(hidden, rate, steps):
        terms = np.column_stack([x, p * p, p * q, q * q])
        losses, accuracies = zip(logistic(x, one_way, rate, steps), logistic(x, either_way, rate, steps),
                                 logistic(terms, either_way, rate, steps),
                                 layered(either_way, hidden, rate, steps))
        names = ("line", "fails", "quadratic", "layered")
        return [own("accuracies", accuracies)] + [own(n, v, 1e-10, 1e-7) for n, v in zip(names, losses)]

    fixed = [golden("terms_of_100", "001-quadratic-terms"), golden("pairs", "001-pixel-pairs", "pairs"),
             golden("pairs_and_squares", "001-pixel-pairs", "pairs_and_squares"),
             own("weights_of_layer", 25 * (2500 + 2) + 1, 0, 0)]
    return [({}, fixed + run(4, 2, 2000)), ({"hidden": 2, "rate": 1, "steps": 300}, run(2, 1, 300))]


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
