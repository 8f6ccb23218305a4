"""A student walks all of the road, with the real commands, in a real terminal.

Only what a student has is used: a shell, an editor, and what the screen says. The answers are
those of the course, typed piece by piece.
"""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from penilai import handing_out, handout, stage

pexpect = pytest.importorskip("pexpect", reason="pexpect needs the terminals of POSIX")

ROAD = list(stage.find().values())
PROMPT = r"siswa \((\d+)\)> "
ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[A-Za-z]|\][^\x07]*\x07|[()][A-Z0-9])")
LONGEST = 120  # seconds for one command on a busy machine; the prompt ends the wait
TO_WRITE = re.compile(r"^.*tulis kode Anda di sini.*\n", re.MULTILINE)

pytestmark = pytest.mark.skipif(
    os.name != "posix" or not shutil.which("bash"), reason="needs bash in a terminal of POSIX"
)


class Terminal:
    """A shell in a terminal of 80 columns; `folder` is where the student stands."""

    def __init__(self, home):
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {
            "HOME": str(home),
            "PATH": path,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "PENILAI_BAHASA": "id",
            "PS1": "siswa ($?)> ",
        }
        if tier := os.environ.get("PENILAI_ISOLASI"):
            environment["PENILAI_ISOLASI"] = tier
        words = ["--noprofile", "--norc", "--noediting", "-i"]
        sizes = {"dimensions": (24, 80), "timeout": LONGEST, "encoding": "utf-8"}
        self._shell = pexpect.spawn("bash", words, cwd=str(home), env=environment, **sizes)
        self._shell.delaybeforesend = None  # it waits for the prompt, which is better
        self._shell.expect(PROMPT)

    def types(self, line):
        """Type a command, wait for the next prompt; returns its exit code and what it showed."""
        self._shell.sendline(line)
        try:
            self._shell.expect(PROMPT)
        except pexpect.ExceptionPexpect as error:
            pytest.fail(f"no prompt after: {line}\n{self._shell.before}\n{type(error).__name__}")
        shown = ESCAPES.sub("", self._shell.before).replace("\r", "")
        assert "Traceback" not in shown, shown
        return int(self._shell.match.group(1)), shown

    def close(self):
        self._shell.close(force=True)


class Student:
    """Someone in a workspace, who types what the screen and the lesson say."""

    def __init__(self, terminal, workspace):
        self.terminal, self.workspace = terminal, workspace

    def types(self, line, code=0, sees=()):
        """Type this; it must end with that exit code and show these words."""
        ended, shown = self.terminal.types(line)
        assert ended == code, f"{line}\n{shown}"
        for words in [sees] if isinstance(sees, str) else sees:
            assert words in shown, f"{line}: {words!r} is not on the screen\n{shown}"
        return shown

    def place(self, of):
        return self.workspace / handing_out.place(of)

    def has(self, of):
        """What lies in the folder of this stage, by name."""
        place = self.place(of)
        paths = [path for path in place.rglob("*") if path.is_file()]
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}

    def writes_next_piece(self, of, program):
        """In the editor: the first place that is left to fill in gets the course's answer."""
        path = self.place(of) / program
        text = path.read_text(encoding="utf-8")
        done = len(pieces(of, program)) - len(TO_WRITE.findall(text))
        answer = pieces(of, program)[done]
        path.write_text(TO_WRITE.sub(lambda _: answer, text, count=1), encoding="utf-8")

    def writes_all_of(self, of, program):
        """In the editor: the whole program becomes the course's answer."""
        shutil.copy(of.folder / program, self.place(of))

    def writes_all_pages_of(self, of):
        """The same for the pages of a web stage."""
        for folder in of.folders:
            shutil.copytree(of.folder / folder, self.place(of) / folder, dirs_exist_ok=True)


def pieces(of, program):
    """The course's answer to each task of a program, in order."""
    text = (of.folder / program).read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    return ["".join(lines[b.line : e.line - 1]) for b, e in handout.regions(text)]


@pytest.fixture
def terminal(tmp_path):
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.close()


@pytest.fixture
def student(terminal, tmp_path):
    """Someone who has just begun: the workspace is made, and they stand in it."""
    student = Student(terminal, tmp_path / "jaringan")
    student.types("penilai mulai jaringan", sees=ROAD[0].name)
    student.types("cd jaringan")
    return student


def walk_from_hand_out(student, of):
    """Fill in a hand-out piece by piece: red, a hint, less red, green."""
    assert student.has(of) == handing_out.files(of), "all of the hand-out, and nothing else"
    student.types(f"penilai cek {of.name}", code=1, sees="✗ gagal")
    student.types("penilai petunjuk", sees="1 dari ")
    tasks = [(program, piece) for program in of.programs for piece in pieces(of, program)]
    for number, (program, _) in enumerate(tasks, 1):
        student.writes_next_piece(of, program)
        if number == len(tasks) // 2:  # half of the way
            student.types(f"penilai cek {of.name}", code=1, sees="✗ gagal")
    student.writes_all_pages_of(of)


def walk_from_own_code(student, of, earlier):
    """The student's own code was carried over; program by program it learns what is new."""
    own, before = student.has(of), student.has(earlier)
    for program in earlier.programs:
        assert own[program] == before[program], f"{program} is the student's own"
    assert own["README.md"] == (of.folder / "README.md").read_bytes(), "the new lesson"
    student.types(f"penilai cek {of.name}", code=1, sees="✗ gagal")
    student.types("penilai petunjuk", sees="1 dari ")
    for program in of.programs:
        student.writes_all_of(of, program)


def test_a_student_walks_from_the_first_stage_to_the_last(student):
    stages = {each.name: each for each in ROAD}
    student.types("penilai lanjut", code=1, sees=ROAD[0].name)
    assert not student.place(ROAD[1]).exists(), "nothing opens before it is passed"
    for number, each in enumerate(ROAD):
        following = ROAD[number + 1 : number + 2]  # none after the last
        if each.starts_from:
            walk_from_own_code(student, each, stages[each.starts_from])
        else:
            walk_from_hand_out(student, each)
        student.types(f"penilai cek {each.name}", sees="Nilai: 100 dari 100")
        student.types("penilai peta", sees=[each.name, "100/100"])
        shown = student.types("penilai lanjut")
        for later in following:
            assert later.name in shown and student.place(later).is_dir(), "the next one is open"
    total = 100 * len(ROAD)
    student.types("penilai cek", sees=f"Nilai: {total} dari {total}")
    student.types("penilai peta", sees=f"{total} dari {total}")


def test_every_hint_of_a_check_is_given_and_then_no_more(student):
    first = ROAD[0]
    student.types("penilai cek", code=1)
    shown = student.types("penilai petunjuk", sees="1 dari ")
    total = int(re.search(r"1 dari (\d+)", shown).group(1))
    assert total >= 2, shown
    for number in range(2, total + 1):
        student.types("penilai petunjuk", sees=f"{number} dari {total}")
    student.types("penilai petunjuk", sees=f"{total} dari {total}")
    student.types("penilai petunjuk yang_tidak_ada", code=2)
    assert student.has(first) == handing_out.files(first), "a hint changes no program"


def test_a_stage_begun_again_keeps_what_was_there(student):
    first = ROAD[0]
    program = first.programs[0]
    student.writes_next_piece(first, program)
    written = student.has(first)
    before = set(student.place(first).parent.iterdir())
    student.types(f"penilai ulangi {first.name}")
    assert student.has(first) == handing_out.files(first), "the hand-out is back"
    [kept] = set(student.place(first).parent.iterdir()) - before
    assert (kept / program).read_bytes() == written[program], "the old work is beside it"
    student.types(f"cp {kept.name}/{program} {first.name}/")
    student.types("penilai cek", code=1, sees=first.name)
    assert "lama" not in student.types("penilai peta"), "what was put aside is no stage"


def test_what_comes_too_early_or_is_mistyped_is_one_sentence(student):
    later = ROAD[1].name
    for line in (f"penilai ulangi {later}", f"penilai cek {later}", "penilai ulangi lain"):
        shown = student.types(line, code=2)
        said = " ".join(shown.removeprefix(line).split())
        assert said.startswith("penilai: ") and said.count("penilai: ") == 1, shown
    student.types("cd ..")
    shown = student.types("penilai peta", code=2)
    assert "ruang kerja" in shown, shown
    student.types("penilai mulai jaringan", code=2)
    assert student.has(ROAD[0]) == handing_out.files(ROAD[0]), "nothing was touched"
