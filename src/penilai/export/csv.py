"""A plain table for a spreadsheet: a row for each student and stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from penilai import marks
from penilai.book import Entry
from penilai.cells import table
from penilai.export import Facts
from penilai.outcome import Verdict

SUFFIX = ".csv"
HEADER = [
    *("student_id", "name", "email", "stage", "earned", "possible"),
    *(verdict.value for verdict in Verdict),
    *("note", "decisions", "isolation", "seed"),
]


def write(entries: Sequence[Entry], _: Facts) -> str:
    """The table as CSV; the columns of the verdicts count checks."""
    worth = marks.rubric(entries)
    return table([HEADER, *(_row(entry, worth[entry.stage]) for entry in entries)])


def _row(entry: Entry, possible: int) -> list[object]:
    student, report = entry.student, entry.settled
    count = Counter(check.verdict for check in report.checks) if report else Counter()
    decisions = "; ".join(
        f"{d.check} {d.verdict.value} ({d.who}: {d.why})" for d in entry.decisions
    )
    return [
        *(student.id, student.name, student.email, entry.stage, marks.earned(entry), possible),
        *(count[verdict] for verdict in Verdict),
        *(entry.note, decisions),
        *((report.isolation, report.seed) if report else ("", "")),
    ]
