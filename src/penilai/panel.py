"""How a view looks on a screen of any size: pure layout, calm, made for 80x24."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from penilai.language import mark, tr
from penilai.outcome import CheckResult, Verdict
from penilai.report import STYLES
from penilai.view import RED, View

WIDEST = 100  # columns; longer lines are hard to read
OPEN = "·"  # the sign of a check that has not been reached
KEYS = {  # what each key does
    "h": mark("beri petunjuk"),
    "n": mark("tahap berikut"),
    "l": mark("daftar"),
    "d": mark("diagram"),
    "q": mark("keluar"),
}


class Panel:
    """A view as something that rich can show; it fills the screen exactly."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        height = options.height or console.height
        shown = screen(self._view, min(options.max_width, WIDEST), height)
        for number, line in enumerate(shown):
            if number:
                yield Segment.line()
            yield from line.render(console)


def screen(view: View, width: int, height: int) -> list[Text]:
    """The lines of the screen, `height` of them, none wider than `width`."""
    top = [_heading(view), _strip(view), Text()]
    bottom = [Text(view.status, style="dim"), _keys()]
    room = max(0, height - len(top) - len(bottom))
    body = _body(view, width - 1, room)[:room]  # a margin of one
    body += [Text()] * (room - len(body))
    lines = [Text(" ").append_text(line) for line in [*top, *body, *bottom][:height]]
    for line in lines:
        line.truncate(width, overflow="ellipsis")
    return lines


def _body(view: View, width: int, room: int) -> list[Text]:
    if view.gone:
        return _wrapped("!", Text(view.gone, style="yellow"), width, "bold yellow")
    red = view.first_red()
    if view.listing or red is None:
        return _with_hint(view, _list(view, width, room), width, room)
    others = _others(view, red, width)
    story = _story(view, red, width, room)
    return story + ([Text(), *others] if len(story) + 1 + len(others) <= room else [])


def _heading(view: View) -> Text:
    return Text(f"{view.stage} · {view.title}", style="bold")


def _strip(view: View) -> Text:
    """A sign for each check, and the points so far."""
    line = Text()
    if view.gone:
        return line
    for check in view.checks:
        line.append_text(_sign(view.reached.get(check.id)))
    if view.checks:
        line.append(f"   {view.points()}", style="bold")
    if view.running:
        line.append("   " + tr(mark("memeriksa …")), style="cyan")
    elif view.passed:
        line.append("   " + tr(mark("semua lulus")), style="bold green")
    return line


def _sign(result: CheckResult | None) -> Text:
    if result is None:
        return Text().append(OPEN, style="dim")
    sign, _, style = STYLES[result.verdict]
    return Text().append(sign, style=style)


def _list(view: View, width: int, room: int) -> list[Text]:
    """A line for each check, as many as there is room for."""
    lines = []
    for check in view.checks:
        result = view.reached.get(check.id)
        earned = check.points if result and result.verdict is Verdict.LULUS else 0
        points = f"{earned}/{check.points}".rjust(8)
        title = Text(check.title, style="" if result else "dim")
        title.truncate(width - 2 - len(points), overflow="ellipsis", pad=True)
        lines.append(_sign(result).append(" ").append_text(title).append(points))
    if len(lines) > room:
        says = tr(mark("… dan {count} lagi")).format(count=len(lines) - room + 1)
        lines[max(0, room - 1) :] = [Text(says, style="dim")]
    return lines


def _with_hint(view: View, lines: list[Text], width: int, room: int) -> list[Text]:
    """The hint below, in the place of the last lines if need be."""
    if not view.hint:
        return lines
    hint = [Text(), *_hint(view, width)]
    return lines[: max(0, room - len(hint))] + hint


def _story(view: View, red: CheckResult, width: int, room: int) -> list[Text]:
    """The check that failed: its steps, the last ones if there is no room for all, and advice."""
    sign, _, style = STYLES[red.verdict]
    head = _wrapped(sign, Text(red.title, style=style), width, style)
    if view.is_old(red):
        head[-1].append("  " + tr(mark("(hasil sebelum ini)")), style="dim")
    tail = _wrapped("→", Text(red.advice, style="cyan"), width, "cyan") if red.advice else []
    tail += _hint(view, width)
    steps = list(_steps(red, width))
    left = max(1, room - len(head) - len(tail))
    if sum(map(len, steps)) > left:
        dropped = 0
        while len(steps) > 1 and sum(map(len, steps)) + 1 > left:
            dropped += len(steps.pop(0)) > 0
        says = tr(mark("… {count} langkah sebelumnya")).format(count=dropped)
        steps.insert(0, [Text("   " + says, style="dim")])
    return [*head, *(line for step in steps for line in step), *tail]


def _steps(red: CheckResult, width: int) -> Iterator[list[Text]]:
    for number, step in enumerate(red.story, 1):
        style = "bold" if number == len(red.story) else ""
        yield _wrapped(f"{number:2}.", Text(step, style=style), width, "dim")


def _hint(view: View, width: int) -> list[Text]:
    if not view.hint:
        return []
    return _wrapped("?", Text(view.hint, style="yellow"), width, "bold yellow")


def _others(view: View, red: CheckResult, width: int) -> list[Text]:
    """The other checks that did not pass, by title."""
    known = [view.known(check) for check in view.checks]
    rest = [r for r in known if r and r.verdict in RED and r.id != red.id]
    lines = [_sign(result).append(f" {result.title}", style="dim") for result in rest]
    blocked = [r for r in known if r and r.verdict is Verdict.TERBLOKIR]
    if blocked:
        says = tr(mark("{count} pemeriksaan lain menunggu yang di atas"))
        lines.append(_sign(blocked[0]).append(" " + says.format(count=len(blocked)), style="dim"))
    return lines


def _wrapped(sign: str, text: Text, width: int, style: str) -> list[Text]:
    """A paragraph with a sign before its first line."""
    indent = max(2, len(sign) + 1)
    lines = list(text.wrap(_PAPER, max(10, width - indent)))
    marks = [sign.ljust(indent)] + [" " * indent] * (len(lines) - 1)
    return [Text(m, style=style).append_text(line) for m, line in zip(marks, lines, strict=True)]


def _keys() -> Text:
    line = Text()
    for key, does in KEYS.items():
        line.append(f" {key} ", style="reverse").append(f" {tr(does)}  ", style="dim")
    return line


_PAPER = Console(width=WIDEST)  # rich asks one for the width of a tab, which no step has
