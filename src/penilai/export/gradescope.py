"""Gradescope's `results.json`, of one submission.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ names the fields: `score` and
`execution_time`, `output`, `output_format`, `visibility`, `stdout_visibility` and `extra_data` for
the whole; for each of the `tests` `score`, `max_score`, `status` (passed or failed), `name`,
`name_format`, `output`, `output_format`, `tags`, `visibility`, `extra_data`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from penilai import feedback, marks
from penilai.book import Entry
from penilai.cells import clean, lines
from penilai.export import Facts
from penilai.language import mark, tr
from penilai.outcome import CheckResult, Verdict

SUFFIX = ".json"
EACH = True
TEXT = "text"  # never html, md or ansi: it holds what a student's program said
STATUS = {Verdict.LULUS: "passed", Verdict.GAGAL: "failed", Verdict.TERBLOKIR: "failed"}


def write(entries: Sequence[Entry], _: Facts) -> str:
    """The stages of one student as one submission."""
    reports = [entry.settled for entry in entries if entry.settled is not None]
    notes = [clean(entry.note) for entry in entries if entry.note]
    tiers = sorted({report.isolation for report in reports})
    unsure = any(check.verdict is Verdict.BELUM_PASTI for r in reports for check in r.checks)
    says = [tr(mark("Ada hasil yang belum pasti: pengajar akan memutuskannya."))] if unsure else []
    results = {
        "score": sum(map(marks.earned, entries)),
        "execution_time": round(sum(report.seconds for report in reports)),
        "output": "\n".join([*notes, *says]),
        "output_format": TEXT,
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [test for entry in entries for test in _tests(entry)],
        "extra_data": {"isolation": tiers, "seed": [report.seed for report in reports]},
    }
    return json.dumps(results, indent=1) + "\n"


def _tests(entry: Entry) -> Iterator[dict[str, Any]]:
    decisions = {decision.check: decision for decision in entry.decisions}
    for check in entry.settled.checks if entry.settled else ():
        told = feedback.told(check, decisions[check.id]) if check.id in decisions else ""
        yield _test(entry.stage, check, told)


def _test(stage: str, check: CheckResult, decided: str) -> dict[str, Any]:
    story = [f"{number}. {step}" for number, step in enumerate(check.story, 1)]
    test = {
        "name": clean(check.title),
        "name_format": TEXT,
        "score": check.points if check.verdict is Verdict.LULUS else 0,
        "max_score": check.points,
        "output": lines("\n".join(filter(None, [*story, check.advice, decided]))),
        "output_format": TEXT,
        "tags": [stage],
        "visibility": "visible",
        "extra_data": {"check": check.id, "verdict": check.verdict.value},
    }
    # without a status Gradescope tells by the score alone: an unsure check is no failure of theirs
    return test | ({"status": STATUS[check.verdict]} if check.verdict in STATUS else {})
