"""The ladder on a terminal, drawn line by line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from penilai.ladder import Ladder
from penilai.rungs import Row
from penilai.segments import LINE_END
from penilai.story import Kind

GUTTER = 6  # cells for the numbers of the steps
LIFELINE = "│"
SIGNS = {Kind.STARTED: "┬", Kind.ENDED: "┴", Kind.FAILED: "✗", Kind.TYPED: "⌨", Kind.SHOWN: "▤"}
STYLES = {
    Kind.FAILED: "bold red",
    Kind.TYPED: "cyan",
    Kind.SHOWN: "green",
    Kind.STARTED: "bold",
    Kind.ENDED: "bold",
    Kind.RESET: "bold yellow",
    Kind.OMITTED: "dim",
    Kind.WAITED: "dim",
}


def show(console: Console, ladder: Ladder) -> None:
    """Draw all of it."""
    sketch = Sketch(ladder.columns, console.width)
    console.print(sketch.header(), soft_wrap=True)
    for row in ladder.rows:
        for line in sketch.row(row):
            console.print(line, soft_wrap=True)


class Sketch:
    """Draws rows between these columns, `width` cells wide."""

    def __init__(self, columns: Sequence[str], width: int) -> None:
        self._columns, self._width = list(columns), width
        self._slot = (width - GUTTER) // max(1, len(columns))

    def header(self) -> Text:
        """The names, each above its lifeline."""
        line = Text(" " * GUTTER)
        for name in self._columns:
            short = name if cell_len(name) < self._slot else name[: self._slot - 2] + "…"
            before = (self._slot - cell_len(short)) // 2
            line.append(set_cell_size(" " * before + short, self._slot), style="bold")
        line.rstrip()
        return line

    def row(self, row: Row) -> Iterator[Text]:
        """The lines of one row: an arrow with its label in it or above, or a sign."""
        if row.kind is Kind.FAILED:
            yield from self._failed(row)
        elif row.peers:
            yield from self._arrow(row)
        elif row.kind is Kind.SHOWN:
            yield from self._shown(row)
        else:
            yield self._sign(row)

    def _arrow(self, row: Row) -> Iterator[Text]:
        label, shaft = _label(row, self._width - GUTTER), self._shaft(row)
        centres = [self._centre(name) for name in (row.who, *row.peers)]
        left, right = min(centres) + 3, max(centres) - 2
        middle = (left + right - label.cell_len) // 2
        if len(row.peers) == 1 and left <= middle:
            yield self._line(row, shaft, label, middle)
        else:
            yield self._line(row, self._lifelines(), label, middle)
            yield Text(" " * GUTTER + shaft, style="dim")

    def _shaft(self, row: Row) -> str:
        """The line with an arrow to each peer: double where lines are glued, dotted where cut."""
        line, begin = list(self._lifelines()), self._centre(row.who)
        shaft, crossing = "─", "┼"
        if not row.cut.whole:
            shaft, crossing = ("═", "╪") if row.cut.glued else ("╌", "┼")
        ends = [self._centre(peer) for peer in row.peers]
        for end in ends:
            for cell in range(begin, end, 1 if begin < end else -1):
                if cell != begin:
                    line[cell] = shaft if line[cell] in (" ", shaft) else crossing
        for end in ends:
            line[end + (1 if end < begin else -1)] = "◀" if end < begin else "▶"
        return "".join(line).rstrip()

    def _shown(self, row: Row) -> Iterator[Text]:
        """What a screen shows, line by line."""
        parts = row.label.split(LINE_END)
        widest = max(map(cell_len, parts))  # so that they begin below each other
        for number, part in enumerate(parts):
            text = part + " " * (widest - cell_len(part))
            yield self._sign(replace(row, text=text, steps=() if number else row.steps))

    def _sign(self, row: Row) -> Text:
        """A sign on the lifeline, and the text where there is room for it."""
        label, line = _label(row, self._width - GUTTER), list(self._lifelines())
        if row.who not in self._columns:
            return self._line(row, "".join(line), label, (len(line) - label.cell_len) // 2)
        centre, sign = self._centre(row.who), SIGNS.get(row.kind, "•")
        line[centre] = sign
        if centre + 2 + label.cell_len <= len(line):
            return self._line(row, "".join(line), label, centre + 2)
        if centre > len(line) // 2 and label.cell_len + 1 < centre:
            return self._line(row, "".join(line), label, centre - 1 - label.cell_len)
        label = Text(f"{sign} ", style=label.style).append_text(label)
        return self._line(row, "".join(self._lifelines()), label, centre)

    def _failed(self, row: Row) -> Iterator[Text]:
        """The lifeline ends in a cross, and the sentence stands below."""
        line = list(self._lifelines())
        if row.who in self._columns:
            line[self._centre(row.who)] = SIGNS[row.kind]
        yield self._line(row, "".join(line), Text(), 0)
        for part in textwrap.wrap(row.text, self._width - GUTTER):
            yield Text(" " * GUTTER + part, style=STYLES[row.kind])

    def _centre(self, name: str) -> int:
        """The cell of this lifeline, behind the gutter."""
        return self._columns.index(name) * self._slot + self._slot // 2

    def _lifelines(self) -> str:
        cells = [" "] * (self._width - GUTTER)
        for name in self._columns:
            cells[self._centre(name)] = LIFELINE
        return "".join(cells)

    def _line(self, row: Row, drawing: str, label: Text, place: int) -> Text:
        """The number of the step, and the label laid over the drawing from this cell on."""
        drawing = drawing.ljust(self._width - GUTTER)
        label.truncate(len(drawing), overflow="ellipsis")
        place = max(0, min(place, len(drawing) - label.cell_len))
        line = Text(f"{_numbers(row.steps):>{GUTTER - 1}} ", style="dim")
        failed = row.kind is Kind.FAILED
        line.append(drawing[:place], style="red" if failed else "dim")
        line.append_text(label)
        line.append(drawing[place + label.cell_len :].rstrip(), style="red" if failed else "dim")
        return line


def _label(row: Row, width: int) -> Text:
    """What a row says, and, however long that is, what its segments are like."""
    notes = "".join(f" ({note})" for note in row.notes)
    label = Text(row.label, style=STYLES.get(row.kind, ""))
    label.truncate(width - cell_len(notes), overflow="ellipsis")
    return label.append(notes, style="yellow")


def _numbers(steps: tuple[int, ...]) -> str:
    return "–".join(dict.fromkeys(map(str, (min(steps), max(steps))))) if steps else ""
