"""The class as a page: one file that needs no network and no script, everybody's page within.

`page` and `studentpage.page` are pure; `laporan` writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from penilai import classwords, depth, diagram, heatmap, marks, pages, studentpage
from penilai.book import Entry
from penilai.diagram import Section
from penilai.outcome import CheckResult, Verdict
from penilai.reasons import Failure, failures
from penilai.report import STYLES
from penilai.statistics import Item, items, summary
from penilai.studentpage import Line, Person

NAME = "laporan.html"
COMMONEST = 8  # failures that are told
NAMED = 12  # students who are named for each


@dataclass(frozen=True)
class Common:
    """A failure of many, and one of them as the example; with its ladder where there is one."""

    count: int
    reason: str
    check: CheckResult
    who: str
    students: list[Person]  # the first of them
    drawn: Section | None


@dataclass(frozen=True)
class Measured:
    """A check in the table of checks."""

    check: CheckResult
    counts: list[int]  # in the order of the verdicts
    passed: str
    width: float
    discrimination: str
    separates: str


def now() -> datetime:
    """The time that stands on a page which is written now."""
    return datetime.now().astimezone()


def page(entries: Sequence[Entry], when: datetime | None = None) -> str:
    """The page of the class, and of each student in it; of a huge class with less of each story."""
    everyone, worth, found = marks.by_student(entries), marks.rubric(entries), items(entries)
    people = [studentpage.person(own, worth, f"s{n}") for n, own in enumerate(everyone, 1)]
    columns = heatmap.groups(found, entries)
    cells = len(people) * sum(len(group.checks) for group in columns)
    common = _common(entries, {person.student.id: person for person in people})
    return pages.render(
        "class.html.j2",
        "paper ladder class",
        marker=pages.MARKER,
        title=", ".join(marks.titles(entries).values()),
        when=f"{when:%Y-%m-%d %H:%M}" if when else "",
        summary=summary(entries),
        bars=_bars(entries),
        possible=sum(worth.values()),
        isolation=classwords.isolation(entries),
        people=people,
        columns=columns,
        rows=[heatmap.row(p.anchor, own, columns) for p, own in zip(people, everyone, strict=True)],
        stages=[(title, _measured(found, name)) for name, title in marks.titles(entries).items()],
        common=common,
        unsure=_unsure(people),
        noted=_noted(people),
        depth=depth.chosen(people, cells).value,
        signs=[(heatmap.LETTERS[v], STYLES[v][0], classwords.word(v)) for v in Verdict],
        words=classwords.words(),
        legend=diagram.words() if any(each.drawn for each in common) else {},
    )


def _bars(entries: Sequence[Entry]) -> list[tuple[str, int, float]]:
    """What each bar of the histogram stands for, how many are in it, and how long it is."""
    bars = summary(entries).bars
    longest = max(bar.count for bar in bars) or 1
    return [(classwords.bar(bar), bar.count, round(100 * bar.count / longest, 1)) for bar in bars]


def _measured(found: list[Item], stage: str) -> list[Measured]:
    return [
        Measured(
            item.check,
            [item.counts[verdict] for verdict in Verdict],
            classwords.percent(item.passed),
            round(100 * (item.passed or 0), 1),
            classwords.discrimination(item),
            classwords.separates(item),
        )
        for item in found
        if item.stage == stage
    ]


def _unsure(people: list[Person]) -> list[tuple[Person, list[Line]]]:
    """Those who wait for a decision, with what is to be decided."""
    lines = {p.anchor: [line for part in p.parts for line in part.told] for p in people}
    return [
        (p, [line for line in lines[p.anchor] if line.check.verdict is Verdict.BELUM_PASTI])
        for p in people
        if p.unsure
    ]


def _noted(people: list[Person]) -> list[tuple[str, list[Person]]]:
    """What is to be said of hand-ins, each sentence once, and of whom."""
    found: dict[str, dict[str, Person]] = {}
    for person in people:
        for part in person.parts:
            if part.note:
                found.setdefault(part.note, {})[person.anchor] = person
    return [(note, list(those.values())) for note, those in found.items()]


def _common(entries: Sequence[Entry], people: dict[str, Person]) -> list[Common]:
    return [_told(failure, people) for failure in failures(entries)[:COMMONEST]]


def _told(failure: Failure, people: dict[str, Person]) -> Common:
    entry, check = failure.example
    named = [people[other.student.id] for other, _ in failure.found[:NAMED]]
    drawn = studentpage.figure(check) if check.events else None
    who = people[entry.student.id].name
    return Common(len(failure.found), failure.reason, check, who, named, drawn)
