"""How movements look on a terminal: who, from how many points to how many, and why."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from penilai.book import Decision
from penilai.language import mark, tr
from penilai.movement import Change, Movement
from penilai.outcome import CheckResult
from penilai.problems import called
from penilai.report import STYLES
from penilai.story import shown


def show(console: Console, moved: list[Movement]) -> None:
    """Everybody whose results change, those whose points do not after the others."""
    for one in sorted(moved, key=lambda one: one.before == one.after):
        console.print(_heading(one))
        for line, indent in _lines(one):
            console.print(Padding(line, (0, 0, 0, indent)))
        console.print()


def word(check: CheckResult | None) -> str:
    """The verdict in a word."""
    return tr(STYLES[check.verdict][1]) if check is not None else tr(mark("tidak ada"))


def _heading(one: Movement) -> Text:
    difference = one.after - one.before
    style = "green" if difference > 0 else "red" if difference < 0 else "dim"
    text = Text(f"{called(one.student)} · {shown(one.stage)}: ", style="bold")
    if not difference:
        return text.append(tr(mark("tetap {points}")).format(points=one.after), style)
    return text.append(f"{one.before} → {one.after} ({difference:+})", f"bold {style}")


def _lines(one: Movement) -> Iterator[tuple[Text, int]]:
    for change in one.changes:
        yield _change(change), 2
        yield Text(change.why, style="dim"), 4
    for decision in one.superseded:
        yield Text(_no_longer(decision), style="magenta"), 2


def _change(change: Change) -> Text:
    before, after = change.before, change.after
    words = dict.fromkeys((word(before), word(after)))  # one, where only the points are others
    text = Text(f"{change.id}: {' → '.join(words)}")
    if before is not None and after is not None and before.points != after.points:
        says = tr(mark("bernilai {before} → {after}"))
        text.append(f", {says.format(before=before.points, after=after.points)}")
    return text.append(f" ({change.points:+})") if change.points else text


def _no_longer(decision: Decision) -> str:
    says = mark(
        'Keputusan {who} atas {check} ({verdict}: "{why}") tidak berlaku lagi; tetap dicatat.'
    )
    return tr(says).format(
        who=shown(decision.who),
        check=decision.check,
        verdict=tr(STYLES[decision.verdict][1]),
        why=shown(decision.why),
    )
