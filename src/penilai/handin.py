"""What one student handed in for one stage, as it was found in a collection."""

from __future__ import annotations

from dataclasses import dataclass

from penilai.book import Student


@dataclass(frozen=True)
class HandIn:
    """`files` and `missing` as `submission.Submission` has them.

    `note` is the sentence for what was refused or ambiguous, `found_at` where it was found.
    """

    student: Student
    stage: str
    files: dict[str, bytes]
    missing: dict[str, str]
    note: str = ""
    found_at: str = ""
