"""The ladders of failures, for which a student is graded again with the same seed.

Only where programs can be shut in, whatever was allowed before; without, the story in words is
told. The examples of a class are kept in its folder, so that nothing is run for them twice.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from penilai import disk, stage, submission
from penilai.book import Entry
from penilai.errors import UserError
from penilai.grade import Grader
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.reasons import failures
from penilai.story import Event
from penilai.submission import Submission

FILE = "contoh.json"  # in the folder of a class
COMMONEST = 8  # failures that get an example
GRADED = 4  # students, at most, who are graded again for it

Files = Callable[[str, str], Mapping[str, bytes]]  # what a student handed in for a stage, by name
Events = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Example:
    """A check that failed, and whose it is."""

    entry: Entry
    check: CheckResult

    @property
    def key(self) -> str:
        """The same as long as the same happened to the same student."""
        told = (self.entry.student.id, self.check.id, *self.check.story)
        return hashlib.sha256("\0".join(told).encode(errors="surrogatepass")).hexdigest()


def illustrated(entries: Sequence[Entry], folder: Path, files: Files) -> list[Entry]:
    """The entries; the checks that are shown as examples have their events, where they are known.

    Those that are not kept in `folder` are found out, and kept.
    """
    wanted = _chosen(entries)
    kept = _kept(folder / FILE)
    drawn = {one.key: kept[one.key] for one in wanted if one.key in kept}
    for one, events in _run([one for one in wanted if one.key not in kept], files):
        drawn[one.key] = events
    if drawn != kept:
        with contextlib.suppress(OSError):  # then it is found out again the next time
            disk.write(folder / FILE, json.dumps(drawn).encode())
    return _with_events(entries, wanted, drawn)


def of_student(entries: Sequence[Entry], files: Files) -> list[Entry]:
    """The entries of one student; all that failed has its events, where they are known."""
    wanted = [
        Example(entry, check)
        for entry in entries
        for check in (entry.settled.checks if entry.settled else ())
        if check.verdict is Verdict.GAGAL
    ]
    drawn = {one.key: events for one, events in _run(wanted, files)}
    return _with_events(entries, wanted, drawn)


def _chosen(entries: Sequence[Entry]) -> list[Example]:
    """An example of each of the commonest failures; few students, for each is graded again."""
    students: set[tuple[str, str]] = set()
    found = []
    for failure in failures(entries)[:COMMONEST]:
        again = [pair for pair in failure.found if (pair[0].student.id, pair[0].stage) in students]
        if not again and len(students) == GRADED:
            continue
        example = Example(*replace(failure, found=tuple(again) or failure.found).example)
        students.add((example.entry.student.id, example.entry.stage))
        found.append(example)
    return found


def _with_events(
    entries: Sequence[Entry], wanted: Sequence[Example], drawn: Mapping[str, Events]
) -> list[Entry]:
    found = {(one.entry.student.id, one.check.id): drawn.get(one.key, ()) for one in wanted}

    def illustrated(entry: Entry) -> Entry:
        if entry.report is None:
            return entry
        id = entry.student.id
        checks = [replace(c, events=found.get((id, c.id), c.events)) for c in entry.report.checks]
        return replace(entry, report=replace(entry.report, checks=tuple(checks)))

    return [illustrated(entry) for entry in entries]


def _kept(path: Path) -> dict[str, Events]:
    """What was found out before; nothing, if it cannot be read or is not ours."""
    try:
        kept = {key: tuple(events) for key, events in json.loads(path.read_bytes()).items()}
        for events in kept.values():
            for event in events:
                Event.from_json(event)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return kept


def _run(wanted: Sequence[Example], files: Files) -> Iterator[tuple[Example, Events]]:
    """Those that fail again, with what happened."""
    stages: dict[str, list[Example]] = {}
    for one in wanted:
        stages.setdefault(one.entry.stage, []).append(one)
    known = stage.find()
    for name, examples in stages.items():
        if name in known:
            yield from _of_stage(known[name], examples, files)


def _of_stage(
    its: stage.Stage, wanted: Sequence[Example], files: Files
) -> Iterator[tuple[Example, Events]]:
    reports: dict[str, StageReport] = {}
    with Grader(its) as grader:
        try:
            isolated = grader.rubric and not grader.reason
        except UserError:  # its checks cannot be loaded any more
            return
        for one in wanted if isolated else ():
            id = one.entry.student.id
            if id not in reports:
                reports[id] = _graded(
                    grader, one.entry, submission.given(its, files(id, its.name), {})
                )
            for check in reports[id].checks:
                if check.id == one.check.id and check.verdict is Verdict.GAGAL and check.events:
                    yield one, check.events


def _graded(grader: Grader, entry: Entry, handed_in: Submission) -> StageReport:
    assert entry.report is not None  # something in it failed
    return grader.grade(handed_in, entry.report.seed, events=True)
