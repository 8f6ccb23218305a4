"""The record of what somebody handed in for one stage."""

from __future__ import annotations

from dataclasses import dataclass

from penilai.book import Student


@dataclass(frozen=True)
class HandIn:
    """What `student` handed in for `stage`: `files` and `missing` as in a `Submission`.

    `note` is for the instructor: what was refused, ambiguous or absent; `found_at` is where the
    programs were found, from the folder of the class on.
    """

    student: Student
    stage: str
    files: dict[str, bytes]
    missing: dict[str, str]
    note: str = ""
    found_at: str = ""
