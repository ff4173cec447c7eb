"""A chart with two logarithmic axes, as SVG text: lines with points, marked points, a legend."""
import dataclasses
import html
import math

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 30, 40, 55


@dataclasses.dataclass
class Line:
    label: str
    points: list  # [(x, y)], all above 0
    colour: str
    dashed: bool = False
    marks: dict = dataclasses.field(default_factory=dict)  # x -> text beside that point


def nice_steps(low, high):
    """1, 2 and 5 times the powers of ten from at most `low` to at least `high`."""
    steps = [factor * 10.0 ** power for power in range(-9, 10) for factor in (1, 2, 5)]
    first = max(step for step in steps if step <= low)
    last = min(step for step in steps if step >= high)
    return [step for step in steps if first <= step <= last]


class Axis:
    """From a value to a place between two ends."""

    def __init__(self, low, high, start, end):
        self.low, self.span = math.log(low), math.log(high) - math.log(low)
        self.start, self.length = start, end - start

    def at(self, value):
        return round(self.start + (math.log(value) - self.low) / self.span * self.length, 1)


def text(x, y, content, anchor="middle", extra=""):
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{extra}>{html.escape(content)}</text>'


def grid(x_axis, y_axis, x_ticks, y_ticks):
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for tick in x_ticks:
        x = x_axis.at(tick)
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{bottom}" stroke="#e4e4e4"/>')
        parts.append(text(x, bottom + 16, f"{tick:g}"))
    for tick in y_ticks:
        y = y_axis.at(tick)
        parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}" stroke="#e4e4e4"/>')
        parts.append(text(LEFT - 8, y + 4, f"{tick:g}", "end"))
    return parts


def draw_line(line, x_axis, y_axis):
    places = [(x_axis.at(x), y_axis.at(y)) for x, y in line.points]
    joined = " ".join(f"{x},{y}" for x, y in places)
    dash = ' stroke-dasharray="6 4"' if line.dashed else ""
    parts = [f'<polyline points="{joined}" fill="none" stroke="{line.colour}" stroke-width="2"{dash}/>']
    if line.dashed:
        return parts
    for (value, _), (x, y) in zip(line.points, places):
        marked = value in line.marks
        colour = "#c62828" if marked else line.colour
        parts.append(f'<circle cx="{x}" cy="{y}" r="{5 if marked else 3}" fill="{colour}"/>')
        if marked:
            parts.append(text(x, y - 10, line.marks[value], extra=f' fill="{colour}"'))
    return parts


def legend(lines):
    """In the upper corner that the first line leaves free."""
    rises = lines[0].points[-1][1] > lines[0].points[0][1]
    x = LEFT + 14 if rises else WIDTH - 190
    parts = []
    for i, line in enumerate(lines):
        y = TOP + 16 + 18 * i
        dash = ' stroke-dasharray="6 4"' if line.dashed else ""
        parts.append(f'<line x1="{x}" y1="{y}" x2="{x + 30}" y2="{y}" '
                     f'stroke="{line.colour}" stroke-width="2"{dash}/>')
        parts.append(text(x + 38, y + 4, line.label, "start"))
    return parts


def chart(title, x_label, y_label, lines):
    xs = sorted({x for line in lines for x, _ in line.points})
    ys = [y for line in lines for _, y in line.points]
    y_ticks = nice_steps(min(ys), max(ys))
    x_axis = Axis(xs[0], xs[-1], LEFT, WIDTH - RIGHT)
    y_axis = Axis(y_ticks[0], y_ticks[-1], HEIGHT - BOTTOM, TOP)
    shown = [tick for tick in y_ticks if len(y_ticks) <= 10 or f"{tick:e}".startswith("1.0")]
    middle = (TOP + HEIGHT - BOTTOM) // 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" font-family="sans-serif" font-size="12" fill="#222">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        text(WIDTH // 2, 22, title, extra=' font-size="15"'),
        *grid(x_axis, y_axis, xs, shown),
        *(part for line in lines for part in draw_line(line, x_axis, y_axis)),
        *legend(lines),
        text((LEFT + WIDTH - RIGHT) // 2, HEIGHT - 14, x_label),
        text(16, middle, y_label, extra=f' transform="rotate(-90 16 {middle})"'),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
