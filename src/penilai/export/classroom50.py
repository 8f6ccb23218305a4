"""Classroom 50's `result.json`, of one submission: the contract `classroom50/result/v1`.

https://github.com/foundation50/classroom50, schemas/result-v1.schema.json and the page "Advanced
Autograding" of its wiki name the fields. Within its workflow the variables that the runner sets say
which submission this is, and it stamps `owner` and `assignment_type` itself. Elsewhere no link is
known, so the submission is called `submit/manual-...`, as Classroom 50 calls a mark that was
entered by hand. No other field may be added, but a test may have its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from penilai import feedback, marks
from penilai.book import Entry
from penilai.cells import clean
from penilai.export import Facts
from penilai.outcome import CheckResult, Verdict

SUFFIX = ".json"
EACH = True
SCHEMA = "classroom50/result/v1"


def write(entries: Sequence[Entry], facts: Facts) -> str:
    """The stages of one student as one submission; the time is that of `facts`."""
    tests = [_test(check) for e in entries if e.settled for check in e.settled.checks]
    worth = sum(marks.rubric(entries).values())
    result = {
        "schema": SCHEMA,
        **_identity(entries, facts),
        "datetime": facts.when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": sum(test["score"] for test in tests),
        "max-score": worth,
        "tests": tests,
    }
    return json.dumps(result, indent=1) + "\n"


def _identity(entries: Sequence[Entry], facts: Facts) -> dict[str, str]:
    """Whose submission of what this is; none of the fields may be empty."""
    # Windows has a USERNAME too: only the runner's variables count
    said = facts.environment if facts.environment.get("SUBMISSION_TAG") else {}
    by_hand = facts.when.strftime("submit/manual-%Y-%m-%dT%H-%M-%SZ")
    tag = said.get("SUBMISSION_TAG") or by_hand
    commit = said.get("COMMIT_URL") or tag
    student = entries[0].student.id if entries else ""
    stages = "-".join(dict.fromkeys(entry.stage for entry in entries))
    return {
        "classroom": said.get("CLASSROOM") or "penilai",
        "assignment": said.get("ASSIGNMENT") or stages or "penilai",
        "assignment_type": said.get("ASSIGNMENT_TYPE") or "individual",
        "owner": said.get("OWNER") or said.get("USERNAME") or clean(student) or "penilai",
        "submission": tag,
        "commit": commit,
        "release": said.get("RELEASE_URL") or tag,
        "review": said.get("REVIEW_URL") or commit,
    }


def _test(check: CheckResult) -> dict[str, Any]:
    passed = check.verdict is Verdict.LULUS
    return {
        "test-name": check.id,
        "passed": passed,
        "score": check.points if passed else 0,
        "max-score": check.points,
        "verdict": check.verdict.value,
        "message": "" if passed else clean(feedback.told(check)),
    }
