"""Folders that are graded like a submission, each with an expected.toml: faults and hostile ones.

It says

- `about`: what is wrong, and why these are the right marks;
- `loses`: the checks that lose their points, as patterns; `says`: words of the first one's text,
  `never`: words that no text may have;
- what the folder itself cannot hold: `missing` programs (else the model answer's are put in),
  `copies` of the model answer's programs under another name, `fifo`, `directory`, `symlink`,
  `size` (a file of so many bytes), `many` (so many files beside the programs);
- `only` the tier where it may run, `needs` what it takes (see `offered`), `unsure` where the
  verdict is rightly unsure, `slow` where a deadline has to be waited for (then only with
  --soak); a table named after a tier says what differs there.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from penilai import report as shown
from penilai import score, stage
from penilai.outcome import StageReport, Verdict

STAGE = stage.find()["modul_contoh"]
FOLDER = Path(__file__).parents[1]
TURNS = "LRE RLE LRO RLO PDF LRI RLI FSI PDI".split()
OURS = ("site-packages", "/penilai/", "/box/", "<frozen", "shim.py", "zygote", "MarkupError")


def found(group: str) -> list[Path]:
    """The folders of `tests/GROUP`."""
    return sorted(path.parent for path in FOLDER.glob(f"{group}/*/expected.toml"))


@contextmanager
def stderr_into(path: Path) -> Iterator[None]:
    """What is started in between keeps this file as its standard error."""
    before = os.dup(2)
    with path.open("wb") as file:
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)


@contextmanager
def as_few_descriptors_as_usual() -> Iterator[None]:
    """What is started in between may open 1,024 files, as on most machines, and no more."""
    if os.name != "posix":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, before[0]), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def read(case: Path, tier: str) -> dict[str, Any]:
    """The expected.toml, as it holds in this tier."""
    fields = tomllib.loads((case / "expected.toml").read_text(encoding="utf-8"))
    assert {"about", "loses"} <= set(fields), f"{case}: about and loses are needed"
    here: dict[str, Any] = fields | fields.get(tier, {})
    return here


def skip_where_it_cannot_run(expected: dict[str, Any], tier: str, folder: Path) -> None:
    if expected.get("only", tier) != tier:
        pytest.skip(f"only in the tier {expected['only']}: {expected['about']}")
    offered = {
        "posix": os.name == "posix",
        "linux": sys.platform == "linux",
        "case": not ignores_case(folder),
        "ordinary_user": os.name == "posix" and os.getuid() != 0,
        "x86_64": platform.machine() == "x86_64",
    }
    if "needs" in expected and not offered[expected["needs"]]:
        pytest.skip(f"not here: {expected['needs']}")


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


def expect_marks(report: StageReport, expected: dict[str, Any]) -> None:
    """The report is what the expected.toml says, and harms nobody who reads it."""
    text = on_terminal(report)
    assert lost(report) == named(expected["loses"], report), text
    assert score.trustworthy(report) is not expected.get("unsure", False), text
    for words in expected.get("says", []):
        assert words in first_failure(report), f"{words!r} is not in:\n{first_failure(report)}"
    for words in expected.get("never", []):
        assert words not in plain(text), f"{words!r} is in:\n{text}"
    expect_clean(text)


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


def plain(text: str) -> str:
    """The text in one line, as if the terminal had not wrapped it."""
    return " ".join(text.split())


def expect_clean(text: str) -> None:
    """Nothing of ours shows, and nothing of the student's acts on the terminal."""
    for words in OURS:
        assert words not in text, f"{words!r} is ours, not the student's:\n{text}"
    acting = sorted({hex(ord(letter)) for letter in text if acts(letter)})
    assert not acting, f"characters that act on a terminal: {acting}\n{text}"


def acts(letter: str) -> bool:
    """Controls (C0 and C1, category Cc) and what turns the direction of writing round."""
    turns = unicodedata.bidirectional(letter) in TURNS
    return letter != "\n" and (unicodedata.category(letter) == "Cc" or turns)
