"""Programs that are alike as a page: one file, the shared lines side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from penilai import alikewords, pages, passages
from penilai.alike import Case
from penilai.language import mark, tr
from penilai.ownwork import Given
from penilai.passages import Line, Passage
from penilai.resemblance import Resemblance

NAME = "mirip.html"
SHOWN = 100  # cases of a stage


@dataclass(frozen=True)
class File:
    """A file that is alike: its name, how much, and what; `same` where it is one text."""

    name: str
    share: str
    passages: list[Passage]
    same: list[Line]


@dataclass(frozen=True)
class Shown:
    """A case: who, how much, in which files."""

    people: str
    sides: list[str]
    share: str
    files: list[File]


@dataclass(frozen=True)
class Part:
    """A stage: what was found there, and the sentences about what is not shown."""

    heading: str
    cases: list[Shown]
    notes: list[str]


def page(found: Sequence[Resemblance], least: float) -> str:
    """The page; all that students wrote is data in it."""
    return pages.render(
        "alike.html.j2",
        "paper alike",
        marker=pages.MARKER,
        title=tr(mark("Program yang mirip")),
        purpose=alikewords.purpose(),
        method=alikewords.method(),
        nothing=alikewords.nothing(least),
        legend=tr(mark("Disorot: ditulis sendiri dan sama. Redup: tidak dihitung.")),
        same=tr(mark("Yang ditulis sendiri sama kata demi kata; inilah punya yang pertama.")),
        unshown=tr(mark("baris lagi")),
        parts=[_part(each) for each in found],
    )


def _part(found: Resemblance) -> Part:
    shown = [_shown(case, found.given) for case in found.cases[:SHOWN]]
    more = len(found.cases) - len(shown) + found.more
    says = tr(mark("Masih ada {count} lagi yang kurang mirip; tidak ditampilkan."))
    notes = [says.format(count=more)] if more else []
    return Part(alikewords.heading(found), shown, notes + alikewords.left_out(found))


def _shown(case: Case, given: Given) -> Shown:
    sides = [alikewords.side(side) for side in case.people]
    return Shown(alikewords.people(case), sides, alikewords.share(case), list(_files(case, given)))


def _files(case: Case, given: Given) -> Iterator[File]:
    for match in case.matches:
        left, right = match.left, match.right
        name, share = alikewords.file(match), alikewords.percent(match.share)
        if right is None:
            yield File(name, share, [], passages.whole(left.file, left.text, given))
        else:
            shared = passages.shared(left.file, left.text, right.file, right.text, given)
            yield File(name, share, shared, [])
