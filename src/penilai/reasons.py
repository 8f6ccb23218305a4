"""What goes wrong in a class: failures that have their last step in common, without chance's part.

Pure; no two runs draw the same names and messages, and no two programs say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from penilai.book import Entry
from penilai.outcome import CheckResult, Verdict
from penilai.words import undrawn

LONGEST = 160  # characters of a reason
LOOKED_AT = 2000  # characters of a step; a story bounds what it quotes
_ERROR = re.compile(r"\b[A-Z]\w*?(?:Error|Exception)")  # as Python names them
_ONE_OF_MANY = re.compile(r"\b(Klien)[a-z]\b")  # which of them is chance
_QUOTED = re.compile(r'"[^"]*"?')


@dataclass(frozen=True)
class Failure:
    """The same check failed for the same `reason` in all these entries, with what came of each."""

    reason: str
    found: tuple[tuple[Entry, CheckResult], ...]

    @property
    def example(self) -> tuple[Entry, CheckResult]:
        """The one to show: its ladder can be drawn, or else its story is the shortest."""
        drawn = [pair for pair in self.found if pair[1].events]
        return min(drawn or self.found, key=lambda pair: sum(map(len, pair[1].story)))


def failures(entries: Iterable[Entry]) -> list[Failure]:
    """All that failed, the commonest first; what is blocked was told where it failed."""
    groups: dict[tuple[str, str], list[tuple[Entry, CheckResult]]] = {}
    for entry in entries:
        for check in entry.settled.checks if entry.settled else ():
            if check.verdict is Verdict.GAGAL:
                groups.setdefault((check.id, reason(check)), []).append((entry, check))
    found = [Failure(why, tuple(group)) for (_, why), group in groups.items()]
    return sorted(found, key=lambda failure: -len(failure.found))


def reason(check: CheckResult) -> str:
    """The last step of the story: who waited for what, and the Python error if one was seen.

    What the program said is left out, for no two programs say it alike.
    """
    if not check.story:
        return ""
    last = check.story[-1][:LOOKED_AT]
    awaited = _ONE_OF_MANY.sub(r"\1", undrawn(_awaited(last))).strip()
    awaited = awaited if len(awaited) <= LONGEST else f"{awaited[:LONGEST]}…"
    errors = [name for name in dict.fromkeys(_ERROR.findall(last)) if name not in awaited]
    return f"{awaited} [{errors[0]}]" if errors else awaited


def _awaited(step: str) -> str:
    """The first sentence with its first quotation; what stands after a colon was on a screen."""
    before, _, rest = step.partition('"')
    if before.rstrip().endswith(":"):  # the last sentence of it is such as `What was seen:`
        return before[: before.rfind(". ") + 1] or f"{before}…"
    quoted, quote, after = rest.partition('"')
    said = f'{before}"{quoted}"' if quote else before + quoted
    more = _QUOTED.sub("…", after.partition(". ")[0]) if quote else ""
    return said + more.removesuffix(".")
