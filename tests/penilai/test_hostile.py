"""Submissions of somebody who attacks: the grader, the class, the machine, or who reads the result.

Each folder of tests/hostile, found by glob, is graded like a submission, with an honest one beside
it at the same time; `cases` explains its expected.toml. Besides,

- `@NAME@` in its programs becomes what is worth attacking here (see `Surroundings`): it knows
  every path, port and name, and need not guess;
- no screen may say BOCOR ("leaked"), by which a program tells that an attack worked, nor show
  one of the secrets; `shows` are words that prove that it was tried at all;
- `speaks`: what it says could act in a page; `seconds` is how long the grading may take, if
  not 20.

Nobody may have knocked at our door, nothing around may have changed, and what it says is told in
every format of a grade book as what it is.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import select
import socket
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from cases import (
    STAGE,
    as_few_descriptors_as_usual,
    build,
    expect_marks,
    found,
    on_terminal,
    read,
    skip_where_it_cannot_run,
    stderr_into,
)

from penilai import export, output, score
from penilai.book import Entry, Student
from penilai.export import Facts
from penilai.grade import Grader
from penilai.outcome import StageReport

CASES = found("hostile")
SECRET = "rahasia-{}-4711"
SECONDS = 20.0
FOREIGN = ("img", "iframe", "object", "embed", "form", "base")  # of pages, none of ours has them

pytestmark = pytest.mark.skipif(os.name != "posix", reason="without a box, these would succeed")


class Surroundings:
    """What is around a submission: a neighbour's, the instructor's home, our door, with secrets."""

    def __init__(self, folder: Path) -> None:
        self.neighbour, self.home = folder / "kumpulan" / "tetangga", folder / "rumah"
        self.complaints = folder / "stderr.txt"
        self._unix = folder / "soket"
        for place in (self.neighbour, self.home, folder / "keluaran"):
            place.mkdir(parents=True)
        for program in STAGE.programs:
            text = (STAGE.folder / program).read_text(encoding="utf-8")
            comment = f"# {SECRET.format('tetangga')}\n"
            (self.neighbour / program).write_text(text + comment, encoding="utf-8")
        (self.home / "kunci.txt").write_text(SECRET.format("rumah"), encoding="utf-8")
        (folder / "keluaran" / "buku.sqlite3").write_text(SECRET.format("buku"), encoding="utf-8")
        self.doors = [self._tcp(), self._udp(), self._named(str(self._unix))]
        self._abstract = f"\0penilai-{os.getpid()}"
        if os.uname().sysname == "Linux":
            self.doors.append(self._named(self._abstract))
        self.before = self.snapshot(folder)
        self._folder = folder

    def names(self) -> dict[str, str]:
        """What a submission is told of it."""
        return {
            "@TETANGGA@": str(self.neighbour),
            "@RUMAH@": str(self.home),
            "@KELUARAN@": str(self._folder / "keluaran"),
            "@PEMERIKSAAN@": str(STAGE.checks),
            "@PORT@": str(self.doors[0].getsockname()[1]),
            "@PORT_UDP@": str(self.doors[1].getsockname()[1]),
            "@SOKET@": str(self._unix),
            "@SOKET_ABSTRAK@": self._abstract[1:],
            "@RAHASIA@": SECRET.format("lingkungan"),
        }

    def expect_untouched(self) -> None:
        assert self.snapshot(self._folder) == self.before, "it wrote outside of its box"
        knocked, _, _ = select.select(self.doors, [], [], 0)
        assert not knocked, "it reached us over a socket"
        assert self.complaints.read_text(encoding="utf-8") == "", "the grader's processes complain"

    def snapshot(self, folder: Path) -> dict[str, bytes]:
        """All files there, but for what the grader's processes say."""
        files = [path for path in folder.rglob("*") if path.is_file()]
        return {str(path): path.read_bytes() for path in files if path != self.complaints}

    def close(self) -> None:
        for door in self.doors:
            door.close()

    def _tcp(self) -> socket.socket:
        return socket.create_server(("", 0))

    def _udp(self) -> socket.socket:
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        made.bind(("", 0))
        return made

    def _named(self, name: str) -> socket.socket:
        made = socket.socket(socket.AF_UNIX)
        made.bind(name)
        made.listen()
        return made


@pytest.fixture(scope="module")
def around() -> Iterator[Surroundings]:
    # not pytest's own folder: a path for a Unix socket has to be short
    with tempfile.TemporaryDirectory(prefix="penilai-") as folder:
        made = Surroundings(Path(folder))
        with contextlib.closing(made):
            yield made


@pytest.fixture(scope="module")
def graders(around: Surroundings) -> Iterator[tuple[Grader, Grader]]:
    """One for the hostile and one for its neighbour; the instructor has a secret to keep."""
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as opened:
        patch.setenv("HOME", str(around.home))
        patch.setenv("RAHASIA_PENGAJAR", SECRET.format("lingkungan"))
        with stderr_into(around.complaints), as_few_descriptors_as_usual():
            made = Grader(STAGE), Grader(STAGE)
        for grader in made:
            opened.enter_context(grader)
            assert grader.rubric
        yield made


@pytest.fixture(scope="module")
def aside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_hostile(
    case: Path,
    around: Surroundings,
    graders: tuple[Grader, Grader],
    aside: ThreadPoolExecutor,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    grader, beside = graders
    expected = {"only": "bubblewrap"} | read(case, grader.isolation)
    soak = request.config.getoption("--soak")
    if expected.get("slow") and not soak:
        pytest.skip(f"only with --soak: {expected['about']}")
    skip_where_it_cannot_run(expected, grader.isolation, tmp_path)
    folder = tmp_path / "kumpulan"
    build(case, expected, folder)
    tell(folder, around.names())

    going = aside.submit(grader.grade, folder, 7, events=True)
    expect_the_neighbour_to_keep_all(beside, around, going, 1000 if soak else 1)
    report = going.result()

    expect_marks(report, expected)
    expect_nothing_to_have_leaked(report, expected)
    around.expect_untouched()
    assert report.seconds < expected.get("seconds", SECONDS), "it holds the class up"
    expect_harmless_tables(report)
    if expected.get("speaks"):
        expect_harmless_pages(report)
    expect_whole_records(report)


def tell(folder: Path, names: dict[str, str]) -> None:
    """Put what is worth attacking here into the programs that ask for it."""
    for path in folder.glob("*.py"):
        data = path.read_bytes()
        for name, meant in names.items():
            data = data.replace(name.encode(), meant.encode())
        path.write_bytes(data)


def expect_the_neighbour_to_keep_all(
    grader: Grader, around: Surroundings, going: Future[StageReport], rounds: int
) -> None:
    """Grade the honest one beside it; again, if the other still goes on, so many rounds."""
    for _ in range(rounds):
        report = grader.grade(around.neighbour, seed=7)
        assert score.earned(report) == 100, f"the neighbour suffers: {on_terminal(report)}"
        if going.done():
            return


def expect_nothing_to_have_leaked(report: StageReport, expected: dict[str, Any]) -> None:
    screens = "".join(
        event.get("data", "") for check in report.checks for event in check.events
    ) + on_terminal(report)
    for word in ("BOCOR", "rahasia-", "pytest.mark.points"):
        place = screens.find(word)
        assert place < 0, screens[max(0, place - 200) : place + 200]
    for words in expected.get("shows", []):
        assert words in screens, f"{words!r} was not shown: was anything tried?"


# What it says, where others read it --------------------------------------------------------


def entries(report: StageReport) -> list[Entry]:
    return [Entry(Student("A1", "Ani", "ani@contoh.id"), report.stage, report)]


def written(report: StageReport) -> dict[str, str]:
    """The report in every format that can be written without a file of the grade book's."""
    formats: list[tuple[str, Callable[..., str | bytes]]] = [
        (name, write) for name in export.names() if (write := export.load(name).write)
    ]
    made = {name: write(entries(report), Facts()) for name, write in formats}
    return {name: m.decode() if isinstance(m, bytes) else m for name, m in made.items()}


def expect_harmless_tables(report: StageReport) -> None:
    for name, text in written(report).items():
        if export.load(name).suffix == ".csv":
            for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
                runs = [cell for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@")]
                assert not runs, f"a spreadsheet would run {runs} of {name}"


def expect_harmless_pages(report: StageReport) -> None:
    for text, scripts in ((output.page([report]), 1), (moodle_cells(report), 0)):
        found = parts(text)
        assert found.count("script") == scripts, "a script of its own"
        acting = [name for name in found if name in FOREIGN or name.startswith("on")]
        assert not acting, f"it wrote into the page: {acting}"


def moodle_cells(report: StageReport) -> str:
    rows = csv.DictReader(io.StringIO(written(report)["moodle"].removeprefix("\ufeff")))
    return "".join(cell for row in rows for cell in row.values())


def parts(text: str) -> list[str]:
    """The names of tags and attributes in this HTML."""
    found: list[str] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend([tag, *(name for name, _ in attrs)])

    parser = Parser()
    parser.feed(text)
    parser.close()
    return found


def expect_whole_records(report: StageReport) -> None:
    for text in written(report).values():
        text.encode()
    json.dumps(report.checks[0].as_json(), ensure_ascii=False).encode()


def test_the_corpus_does_not_shrink() -> None:
    assert len(CASES) >= 40, len(CASES)
