"""What a student reads in the grade book beside the mark."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from penilai import score
from penilai.book import Decision, Entry
from penilai.cells import clean
from penilai.language import mark, tr
from penilai.marks import Marks
from penilai.outcome import CheckResult, Verdict

SIGNS = {Verdict.GAGAL: "✗", Verdict.TERBLOKIR: "–", Verdict.BELUM_PASTI: "?"}
LONGEST = 300  # characters of a line: one step may hold a flood that a program sent
OURS = re.compile(r'<div class="penilai">.*?</div>', re.DOTALL)


def lines(marks: Marks) -> Iterator[str]:
    """The mark, then for each check that did not pass what happened and what to try."""
    says = tr(mark("Nilai: {earned} dari {possible}"))
    yield says.format(earned=marks.earned, possible=marks.possible)
    for entry in marks.entries:
        if len(marks.entries) > 1:
            yield _heading(entry)
        yield from of_entry(entry)


def of_entry(entry: Entry) -> Iterator[str]:
    """The note of one stage, and its checks that did not pass."""
    if entry.note:
        yield _short(entry.note)
    decisions = {decision.check: decision for decision in entry.decisions}
    for check in entry.settled.checks if entry.settled else ():
        decision = decisions.get(check.id)
        if check.verdict is not Verdict.LULUS or decision is not None:
            yield _short(f"{SIGNS.get(check.verdict, '✓')} {check.title}: {told(check, decision)}")


def told(check: CheckResult, decision: Decision | None = None) -> str:
    """Why the check came out so: the instructor's word, else the last step and the advice."""
    if decision is not None:
        return tr(mark("diputuskan pengajar: {why}")).format(why=decision.why)
    return " ".join(filter(None, [*check.story[-1:], check.advice])) or check.verdict.value


def as_html(marks: Marks, before: str = "") -> str:
    """The lines as HTML in one line; in `before` only what we once wrote is replaced.

    Moodle shows feedback as HTML, so what a program said must not be any.
    """
    text = "<br>".join(html.escape(line, quote=False) for line in lines(marks))
    ours = f'<div class="penilai">{text}</div>'
    others = OURS.sub("", before).strip()
    return f"{others}{ours}"


def _heading(entry: Entry) -> str:
    if entry.settled is None:
        return f"{entry.stage}:"
    return f"{entry.stage}: {score.earned(entry.settled)}/{score.possible(entry.settled)}"


def _short(text: str) -> str:
    text = clean(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
