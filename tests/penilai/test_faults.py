"""The grader itself is under attack: programs that are absent, dead, greedy or hostile.

Each folder of tests/faults, found by glob, is graded like a submission. Its expected.toml says

- `about`: what is wrong, and why these are the right marks;
- `loses`: the checks that lose their points, as patterns; `says`: words of the first one's text;
- what the folder itself cannot hold: `missing` programs (else the model answer's are put in),
  `copies` of the model answer's programs under another name, `fifo`, `directory`, `symlink`,
  `size` (a file of so many bytes), `many` (so many files beside the programs);
- `only` the tier where it may run, `needs` what the system must offer, `unsure` where the
  verdict is rightly unsure; a table named after a tier says what differs there.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from penilai import report as shown
from penilai import score, stage
from penilai.grade import Grader
from penilai.outcome import StageReport, Verdict

STAGE = stage.find()["modul_contoh"]
CASES = sorted(path.parent for path in Path(__file__).parents[1].glob("faults/*/expected.toml"))
OURS = ("site-packages", "/penilai/", "/box/", "<frozen", "shim.py", "zygote", "MarkupError")


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader(STAGE) as made:
        assert made.rubric, "the rubric is what `isolation` comes with"
        yield made


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault(case: Path, grader: Grader, tmp_path: Path) -> None:
    expected = read(case, grader.isolation)
    skip_where_it_cannot_run(expected, grader.isolation, tmp_path)
    build(case, expected, tmp_path / "kumpulan")

    report = grader.grade(tmp_path / "kumpulan", seed=7)
    text = on_terminal(report)

    assert lost(report) == named(expected["loses"], report), text
    assert score.trustworthy(report) is not expected.get("unsure", False), text
    for words in expected.get("says", []):
        assert words in first_failure(report), f"{words!r} is not in:\n{first_failure(report)}"
    expect_clean(text)

    after = grader.grade(STAGE.folder, seed=7)
    assert score.earned(after) == 100, f"the next submission suffers: {on_terminal(after)}"


def read(case: Path, tier: str) -> dict[str, Any]:
    """The expected.toml, as it holds in this tier."""
    fields = tomllib.loads((case / "expected.toml").read_text(encoding="utf-8"))
    assert {"about", "loses"} <= set(fields), f"{case}: about and loses are needed"
    return fields | fields.get(tier, {})


def skip_where_it_cannot_run(expected: dict[str, Any], tier: str, folder: Path) -> None:
    if expected.get("only", tier) != tier:
        pytest.skip(f"only in the tier {expected['only']}: {expected['about']}")
    need = expected.get("needs", "")
    offered = {
        "linux": sys.platform == "linux",
        "case": not ignores_case(folder),
        "ordinary_user": hasattr(os, "getuid") and os.getuid() != 0,
    }
    if need and not offered.get(need, hasattr(os, need.removeprefix("os."))):
        pytest.skip(f"this system has no {need}")


def ignores_case(folder: Path) -> bool:
    (folder / "besar").touch()
    return (folder / "BESAR").exists()


def build(case: Path, expected: dict[str, Any], folder: Path) -> None:
    """The folder as it was handed in: the case's own files, and what it describes."""
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expected.toml", "__pycache__"))
    for name, size in expected.get("size", {}).items():
        (folder / name).write_bytes(b"\n" * size)
    for name in expected.get("directory", []):
        (folder / name).mkdir()
    for name in expected.get("fifo", []):
        os.mkfifo(folder / name)
    for name, target in expected.get("symlink", {}).items():
        (folder / name).symlink_to(target)
    for name, program in expected.get("copies", {}).items():
        shutil.copy(STAGE.folder / program, folder / name)
    for name, mode in expected.get("mode", {}).items():
        shutil.copy(STAGE.folder / name, folder)
        (folder / name).chmod(mode)
    for number in range(expected.get("many", 0)):
        (folder / f"modul_{number}.py").touch()
    for program in STAGE.programs:
        if program not in expected.get("missing", []) and not os.path.lexists(folder / program):
            shutil.copy(STAGE.folder / program, folder)


def lost(report: StageReport) -> list[str]:
    return [short(check.id) for check in report.checks if check.verdict is not Verdict.LULUS]


def named(patterns: list[str], report: StageReport) -> list[str]:
    """The checks that these patterns name, in the order of the rubric."""
    ids = [short(check.id) for check in report.checks]
    for pattern in patterns:
        assert any(fnmatch(name, pattern) for name in ids), f"no check is called {pattern}"
    return [name for name in ids if any(fnmatch(name, pattern) for pattern in patterns)]


def short(check: str) -> str:
    return check.split("::")[1]


def first_failure(report: StageReport) -> str:
    """Story and advice of the first check that did not pass."""
    for check in report.checks:
        if check.verdict is not Verdict.LULUS:
            return "\n".join([*check.story, check.advice])
    return ""


def on_terminal(report: StageReport) -> str:
    """All that a student sees of it."""
    console = shown.screen()
    with console.capture() as captured:
        console.print(shown.stage_table(report))
        shown.failures(console, report)
    return captured.get()


def expect_clean(text: str) -> None:
    """Nothing of ours shows, and nothing of the student's acts on the terminal."""
    for words in OURS:
        assert words not in text, f"{words!r} is ours, not the student's:\n{text}"
    acting = sorted({hex(ord(letter)) for letter in text if acts(letter)})
    assert not acting, f"characters that act on a terminal: {acting}\n{text}"


def acts(letter: str) -> bool:
    """Controls, C1 controls, and the marks that change the direction of writing."""
    return letter != "\n" and (
        letter < " "
        or "\x7f" <= letter <= "\x9f"
        or letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def test_the_library_does_not_shrink() -> None:
    assert len(CASES) >= 60, len(CASES)
