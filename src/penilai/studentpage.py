"""What a student gets to read of all stages: on the page of the class, and as a file of their own.

All that a program said is data in it; the template escapes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from penilai import diagram, marks, pages
from penilai.book import Decision, Entry, Student
from penilai.diagram import Section
from penilai.ladder import build
from penilai.language import mark, tr
from penilai.marks import Marks
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.report import STYLES
from penilai.statistics import ran
from penilai.story import Event

NOTHING = mark("Tidak ada yang dikumpulkan.")
NOT_ISOLATED = "portabel"  # the tier's name, as reports have it


@dataclass(frozen=True)
class Line:
    """One check as a page shows it; `decided` says what an instructor settled of it."""

    check: CheckResult
    sign: str
    word: str
    points: str
    decided: str
    drawn: Section | None

    @property
    def short(self) -> str:
        """What the check is called within its stage."""
        return self.check.id.rpartition("::")[2]

    @property
    def value(self) -> str:
        return self.check.verdict.value

    @property
    def passed(self) -> bool:
        return self.check.verdict is Verdict.LULUS


@dataclass(frozen=True)
class Part:
    """One stage of a student; without `lines` the `note` says why."""

    title: str
    earned: int
    possible: int
    note: str
    facts: str
    lines: tuple[Line, ...]

    @property
    def passed(self) -> list[Line]:
        return [line for line in self.lines if line.passed and not line.decided]

    @property
    def told(self) -> list[Line]:
        """Those with more to say than that they passed."""
        return [line for line in self.lines if not line.passed or line.decided]


@dataclass(frozen=True)
class Person:
    """A student with all that the page says of them; `anchor` is where on the page."""

    anchor: str
    student: Student
    earned: int
    possible: int
    unsure: int
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        return self.student.name or self.student.id or tr(mark("tanpa nama"))


def person(own: Marks, worth: dict[str, int], anchor: str = "", *, drawn: bool = False) -> Person:
    """What there is of a student; `worth` are the points of each stage, with ladders if `drawn`."""
    parts = [_part(entry, worth[entry.stage], drawn) for entry in own.entries]
    return Person(anchor, own.student, own.earned, own.possible, len(own.unsure), tuple(parts))


def page(entries: Sequence[Entry]) -> str:
    """The file for the one student whose entries these are."""
    [own] = marks.by_student(entries)
    shown = person(own, marks.rubric(entries), drawn=True)
    ladders = any(line.drawn for part in shown.parts for line in part.lines)
    return pages.render(
        "student.html.j2",
        "paper ladder class",
        marker=pages.MARKER,
        person=shown,
        words=words(),
        legend=diagram.words() if ladders else {},
    )


def words() -> dict[str, str]:
    """What the page says of itself."""
    return {
        "points": tr(mark("Nilai: {earned} dari {possible}")),
        "unsure": tr(
            mark("Ada hasil yang belum pasti: nilai ini bisa naik sesudah pengajar memutuskan.")
        ),
        "ladder": tr(mark("Tangga pesan")),
        "nothing": tr(mark("Belum ada hasil.")),
    }


def _part(entry: Entry, possible: int, drawn: bool) -> Part:
    report = entry.settled
    title = report.title if report is not None else entry.stage
    if report is None or not ran(entry):
        return Part(title, 0, possible, why_not(entry), "", ())
    decided = {decision.check: decision for decision in entry.decisions}
    lines = [_line(check, decided.get(check.id), drawn) for check in report.checks]
    return Part(title, marks.earned(entry), possible, entry.note, _facts(report), tuple(lines))


def why_not(entry: Entry) -> str:
    """Why nothing of it was run: the note, or else what the blocked checks say."""
    checks = entry.report.checks if entry.report is not None else ()
    sentences = dict.fromkeys(step for check in checks for step in check.story)
    return entry.note or " ".join(sentences) or tr(NOTHING)


def _line(check: CheckResult, decision: Decision | None, drawn: bool) -> Line:
    sign, word, _ = STYLES[check.verdict]
    points = f"{check.points if check.verdict is Verdict.LULUS else 0}/{check.points}"
    ladder = figure(check) if drawn and check.events else None
    return Line(check, sign, tr(word), points, told(decision) if decision else "", ladder)


def told(decision: Decision) -> str:
    """Who settled it, when and why."""
    says = tr(mark("Diputuskan oleh {who}, {when}: {why}"))
    when = decision.when[:16].replace("T", " ")
    return says.format(who=decision.who or "?", when=when, why=decision.why)


def figure(check: CheckResult) -> Section:
    """The ladder of a check whose story is there as data."""
    built = build(map(Event.from_json, check.events))
    return Section(check.id.replace("::", "-"), check.title, built)


def _facts(report: StageReport) -> str:
    """How it was run, so that it can be repeated."""
    return f"{isolation(report.isolation)} · --seed {report.seed}"


def isolation(tier: str) -> str:
    """How programs were shut in, for a reader."""
    says = mark("terisolasi: {name}")
    if tier == NOT_ISOLATED:
        says = mark("tidak terisolasi ({name})")
    return tr(says).format(name=tier)
