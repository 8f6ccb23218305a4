"""The real command in a real terminal: save, red, save, green, q; and nothing is left behind."""

import os
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from penilai import cli, language, stage

fcntl = pytest.importorskip("fcntl", reason="needs a terminal device")
termios = pytest.importorskip("termios")

TESTS = Path(__file__).parents[1]
STAGE = stage.find()["modul_contoh"]
MUTANT = TESTS / "mutants" / "modul_contoh" / "leave_notice_missing"
HANGS = TESTS / "faults" / "sleeps"
PATIENCE = 60  # seconds; only a failure uses them
GREEN, RED = "✓" * 14, "✗ Yang masih ada diberi tahu"
COMMAND = [sys.executable, "-m", "penilai", "pantau"]
FULL_SCREEN, GIVEN_BACK = "\x1b[?1049h", "\x1b[?1049l"
ESCAPES = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


class Terminal:
    """A terminal of 80x24 with the command in it; `sees` waits for words on its screen."""

    def __init__(self, folder, environment, *words):
        self._near, far = os.openpty()
        fcntl.ioctl(far, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = termios.tcgetattr(far)
        self.process = subprocess.Popen(
            [*COMMAND, *words],
            cwd=folder,
            env=environment,
            stdin=far,
            stdout=far,
            stderr=far,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self._far = far  # so that the settings can be read when it has ended
        self.text = ""
        self._seen = 0

    def sees(self, words):
        """Wait until this is written after what was seen before."""
        deadline = time.monotonic() + PATIENCE
        while (at := self.text.find(words, self._seen)) < 0:
            assert time.monotonic() < deadline, f"no {words!r} in {self.text[self._seen :]!r}"
            self._read(1)
        self._seen = at + len(words)

    def types(self, keys):
        os.write(self._near, keys.encode())

    def ends(self):
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < deadline, "it does not end"
            self._read(0.05)
        while self._read(0):
            pass
        return self.process.returncode

    def settings(self):
        return termios.tcgetattr(self._far)

    def close(self):
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self._near)
        os.close(self._far)

    def _read(self, seconds):
        if not select.select([self._near], [], [], seconds)[0]:
            return False
        self.text += ESCAPES.sub(_kept, os.read(self._near, 65536).decode(errors="replace"))
        return True


def _kept(escape):
    return escape[0] if escape[0] in (FULL_SCREEN, GIVEN_BACK) else ""


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(STAGE.folder, tmp_path / "kerja" / "modul_contoh")


@pytest.fixture
def environment(tmp_path):
    """Ours, with a cache and a folder for temporary files in which traces can be seen."""
    (tmp_path / "sementara").mkdir()
    own = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path / "sementara")}
    return os.environ | own | {"PENILAI_BAHASA": "id", "TERM": "xterm-256color"}


@pytest.fixture
def terminal(folder, environment):
    made = Terminal(folder, environment)
    yield made
    made.close()


def save(folder, source, name="server.py"):
    """As many editors do: beside, then renamed."""
    beside = folder / f".{name}.swp"
    beside.write_bytes((source / name).read_bytes())
    os.replace(beside, folder / name)


def nothing_is_left(tmp_path):
    """No process that was told of our folder, and no temporary file."""
    deadline = time.monotonic() + 10
    while (left := told_of(str(tmp_path / "sementara"))) and time.monotonic() < deadline:
        psutil.wait_procs(left, 0.1)
    assert left == []
    assert os.listdir(tmp_path / "sementara") == []


def told_of(temporary):
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if any(temporary in word for word in process.environ().values()):
                found.append(process)
    return [process for process in found if process.pid != os.getpid()]


def test_save_red_save_green_and_enough(terminal, folder, tmp_path):
    terminal.sees(FULL_SCREEN)
    terminal.sees(GREEN)
    save(folder, MUTANT)
    terminal.sees(RED)
    terminal.sees("Nilai: 76 dari 100")
    save(folder, STAGE.folder)
    terminal.sees(GREEN)
    terminal.types("l")
    terminal.types("q")
    assert terminal.ends() == 0
    assert GIVEN_BACK in terminal.text and "Traceback" not in terminal.text
    assert terminal.settings() == terminal.before, "the terminal is not as it was"
    nothing_is_left(tmp_path)


@pytest.mark.parametrize(
    ("how", "code"),
    [("Ctrl-C", 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGKILL, -9)],
    ids=str,
)
def test_however_it_ends_nothing_is_left(how, code, terminal, folder, tmp_path):
    shutil.copy(HANGS / "server.py", folder)
    terminal.sees(FULL_SCREEN)
    terminal.sees("·" * 14)  # it hangs in the first check
    if how == "Ctrl-C":
        terminal.types("\x03")
    else:
        terminal.process.send_signal(how)
    assert terminal.ends() == code
    if how is not signal.SIGKILL:
        assert GIVEN_BACK in terminal.text and "Traceback" not in terminal.text
        assert terminal.settings() == terminal.before, "the terminal is not as it was"
    nothing_is_left(tmp_path)


def test_the_folder_vanishes_and_a_half_written_program_is_no_end(terminal, folder):
    terminal.sees(GREEN)
    (folder / "server.py").write_text("def broadcast(line:\n", encoding="utf-8")
    terminal.sees("SyntaxError")
    (folder / "server.py").unlink()
    terminal.sees("tidak ada di folder ini")
    folder.rename(folder.with_name("pindah"))
    terminal.sees("tidak ada lagi")
    folder.with_name("pindah").rename(folder)
    save(folder, STAGE.folder)
    terminal.sees(GREEN)


def test_two_at_once_are_one_sentence(terminal, folder, environment):
    terminal.sees(GREEN)
    second = piped(folder, environment)
    _, errors = second.communicate(timeout=PATIENCE)
    assert second.returncode == cli.WRONG_USE and errors.startswith("penilai: Folder ini sudah")
    assert errors.count("\n") == 1
    terminal.types("q")
    assert terminal.ends() == 0
    with piped(folder, environment) as third:
        assert "Dipantau" in third.stdout.readline(), "the lock has ended with its process"
        third.terminate()


def piped(folder, environment, *words):
    pipe = subprocess.PIPE
    command = [*COMMAND, *words]
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )


def test_the_newest_save_wins_and_the_runs_before_it_end_at_once(folder, environment, tmp_path):
    with piped(folder, environment) as watching:
        until(watching, "Nilai")
        began = time.monotonic()
        for _ in range(10):
            save(folder, HANGS)  # each would take until its deadline, 12 s and again
            until(watching, "server.py disimpan")
            save(folder, MUTANT)
            until(watching, "server.py disimpan")
        save(folder, STAGE.folder)
        until(watching, "server.py disimpan")
        said = [watching.stdout.readline() for _ in range(15)]
        assert said[-1] == "Nilai: 100 dari 100\n", said
        assert time.monotonic() - began < 40, "older runs were waited for"
        watching.terminate()
    nothing_is_left(tmp_path)


def until(watching, words):
    while words not in watching.stdout.readline():
        assert watching.poll() is None


def test_without_a_terminal_it_prints_a_line_for_each_check(folder, environment, tmp_path):
    with piped(folder, environment) as watching:
        said = [watching.stdout.readline() for _ in range(17)]
        assert [line[0] for line in said[1:15]] == ["✓"] * 14
        assert said[15] == "Nilai: 100 dari 100\n"
        save(folder, MUTANT)
        assert "server.py disimpan" in watching.stdout.readline()
        said = [watching.stdout.readline() for _ in range(14)]
        assert "".join(line[0] for line in said) == "✓✓✓✓✗✗✗✓✓✓✓✓✓✓"
        assert "menunggu kabar" in said[4], "the step that failed is told"
        watching.send_signal(signal.SIGINT)
        rest, errors = watching.communicate(timeout=PATIENCE)
        assert "\x1b" not in "".join(said) + rest and "Traceback" not in errors
        assert watching.returncode == 130
    nothing_is_left(tmp_path)


def test_polling_can_be_asked_for(folder, environment):
    with piped(folder, environment, "--polling", "--bahasa", "en") as watching:
        assert "Watching" in watching.stdout.readline()
        watching.terminate()
    assert watching.returncode == 143


BAD = {
    "unknown stage": "pantau tahap_lain",
    "no such folder": "pantau --folder tidak_ada",
    "a folder without stages": "pantau --folder kosong",
    "which of them?": "pantau --folder banyak",
    "two stages": "pantau modul_contoh pertemuan3",
}


@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_wrong_use_is_one_sentence(words, tmp_path, monkeypatch, capsys):
    for name in ("kosong", "banyak/modul_contoh", "banyak/pertemuan3"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    before = language.current()
    try:
        assert cli.main(words.split()) == cli.WRONG_USE
    finally:
        language.choose(before)
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("penilai: ") and said.err.count("\n") == 1
