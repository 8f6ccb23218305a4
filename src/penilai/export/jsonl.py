"""Everything that is known, as JSON Lines (https://jsonlines.org): a line for each entry."""

from __future__ import annotations

import json
from collections.abc import Sequence

from penilai import score
from penilai.book import Entry
from penilai.export import Facts

SUFFIX = ".jsonl"


def write(entries: Sequence[Entry], _: Facts) -> str:
    """A line for each entry: student, stage, note, decisions, and the report after them.

    Letters outside ASCII are escaped: some of them end a line for some readers.
    """
    return "".join(f"{json.dumps(_line(entry))}\n" for entry in entries)


def _line(entry: Entry) -> dict[str, object]:
    return {
        "student": entry.student.__dict__,
        "stage": entry.stage,
        "note": entry.note,
        "decisions": [decision.as_json() for decision in entry.decisions],
        "report": score.as_json(entry.settled) if entry.settled else None,
    }
