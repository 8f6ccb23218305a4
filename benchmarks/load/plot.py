"""The rows as a picture: SVG that can be read on a light page and on a dark one."""

from __future__ import annotations

import math
from html import escape

from load.measure import Row

WIDTH, HEIGHT = 920, 470
TOP, PANEL, BESIDE = 52, (350, 300), (70, 520)  # height of the head; a panel's size; their lefts
COLOURS = ("#999999", "#d55e00", "#56b4e9", "#009e73", "#cc79a7", "#e69f00")
DASHES = ("7 4", "", "7 4", "", "7 4", "")  # not by colour alone
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #222 }
  .title { font-weight: 600; font-size: 15px }
  .grid { stroke: #8886; stroke-width: 1 }
  .row { fill: none; stroke-width: 2.2 }
  @media (prefers-color-scheme: dark) { text { fill: #ddd } }
"""


def svg(rows: list[Row]) -> str:
    """Two panels side by side: lines a second, and the delay that 99 of 100 lines stay below."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' aria-label="Lines delivered a second, and their delay, by number of clients">',
        f"<style>{STYLE}</style>",
    ]
    rows = [row for row in rows if len(sizes(rows, row.way)) > 1]  # a point alone is no line
    rates = {key: row.rate / 1000 for key, row in keyed(rows).items()}
    delays = {key: row.p99 for key, row in keyed(rows).items()}
    parts += panel(BESIDE[0], "Thousand lines delivered a second", rates)
    parts += panel(BESIDE[1], "Delay, 99th percentile, ms", delays)
    return "\n".join([*parts, *legend(list(dict.fromkeys(row.way for row in rows))), "</svg>", ""])


def sizes(rows: list[Row], way: str) -> set[int]:
    return {row.clients for row in rows if row.way == way}


def keyed(rows: list[Row]) -> dict[tuple[str, int], Row]:
    return {(row.way, row.clients): row for row in rows}


def panel(left: float, title: str, values: dict[tuple[str, int], float]) -> list[str]:
    """A panel with both axes logarithmic, and a line for each way."""
    counts = sorted({clients for _, clients in values})
    low, high = decades(list(values.values()))

    def x(clients: int) -> float:
        return left + PANEL[0] * along(clients, counts[0], counts[-1])

    def y(value: float) -> float:
        return TOP + PANEL[1] * (1 - along(value, low, high))

    parts = [text(left, TOP - 24, title, "start", "title")]
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        at = y(10.0**power)
        parts.append(f'<path class="grid" d="M{left:.1f} {at:.1f}h{PANEL[0]}"/>')
        parts.append(text(left - 8, at + 4, f"{10.0**power:g}", "end"))
    parts += [text(x(size), TOP + PANEL[1] + 20, f"{size:,}", "middle") for size in counts]
    parts.append(text(left + PANEL[0] / 2, TOP + PANEL[1] + 40, "clients in the room", "middle"))
    for number, way in enumerate(dict.fromkeys(way for way, _ in values)):
        points = [(x(size), y(values[way, size])) for size in counts if (way, size) in values]
        parts += line(points, number)
    return parts


def decades(values: list[float]) -> tuple[float, float]:
    """The powers of ten around these values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return 10.0**low, 10.0 ** max(high, low + 1)


def along(value: float, low: float, high: float) -> float:
    """Where a value lies between two others, from 0 to 1, by its logarithm."""
    return math.log(value / low) / math.log(high / low) if high > low else 0.5


def line(points: list[tuple[float, float]], number: int) -> list[str]:
    colour, dash = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = [
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in points
    ]
    return [
        f'<polyline class="row" stroke="{colour}" stroke-dasharray="{dash}" points="{path}"/>',
        *dots,
    ]


def legend(ways: list[str]) -> list[str]:
    """Below the panels, three in a row."""
    parts = []
    for number, way in enumerate(ways):
        left = BESIDE[0] + number % 3 * 280
        top = TOP + PANEL[1] + 72 + number // 3 * 24
        parts += line([(left, top), (left + 30, top)], number)[:1]
        parts.append(text(left + 40, top + 4, way, "start"))
    return parts


def text(x: float, y: float, words: str, anchor: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
