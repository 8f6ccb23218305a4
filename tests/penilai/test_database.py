"""A book that cannot be opened or written is one sentence, and nothing of it is lost."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from books import LULUS, report

from penilai import database, schema, store
from penilai.book import Student
from penilai.errors import UserError
from penilai.store import Book, Key

KEY = Key("isi", "cek", "tetap:7", store.ISOLATED)
NAMESPACES = ["unshare", "--user", "--map-root-user", "--mount"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")

# All scripts record students 0, 1, 2... into the book of their folder.
BEGINS = f"""
import os, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from books import LULUS, report
from penilai.book import Student
from penilai.errors import UserError
from penilai.store import Book, Key, entries
KEY = Key("isi", "cek", "tetap:7", "isolasi")
BIG = ("x" * 20000,)
folder = Path(sys.argv[1])
def record(book, number):
    book.record(Student(str(number)), "gema", KEY, report(LULUS, story=BIG))
"""


def script(text, *arguments, wrapped=(), **options):
    words = [*wrapped, sys.executable, "-c", BEGINS + text, *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, **options)


def in_namespaces(folder, mount, text):
    """The script with this folder mounted in some way; skips where there are no namespaces."""
    if not shutil.which("unshare") or subprocess.run([*NAMESPACES, "true"]).returncode:
        pytest.skip("no namespaces for us here")
    shell = [*NAMESPACES, "sh", "-ec", f'{mount}\nexec "$@"', str(folder)]  # as its $0
    return script(text, folder, wrapped=shell)


@pytest.fixture
def folder(tmp_path):
    """A class folder with the results of two."""
    with Book.open(tmp_path / "kelas") as book:
        for id in ("1", "2"):
            book.record(Student(id), "gema", KEY, report(LULUS))
    return tmp_path / "kelas"


def refused(open_, folder):
    with pytest.raises(UserError) as caught:
        open_(folder).close()
    assert "\n" not in str(caught.value) and str(folder) in str(caught.value)
    return str(caught.value)


BOTH = pytest.mark.parametrize("open_", [Book.open, Book.reading])


# What is no book of ours ------------------------------------------------------------------


def foreign(path):
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE mine(x)")
    other.close()


def damaged(path):
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\x5a" * (len(data) - 4096))


def without_tables(path):
    with sqlite3.connect(path) as other:
        other.execute("DROP TABLE hand_ins")
    other.close()


@BOTH
@pytest.mark.parametrize("make", [foreign, lambda p: p.write_bytes(b"Ini bukan buku. " * 99)])
def test_another_file_is_left_as_it_is(tmp_path, make, open_):
    make(tmp_path / "buku.sqlite3")
    before = (tmp_path / "buku.sqlite3").read_bytes()
    assert "bukan buku nilai" in refused(open_, tmp_path)
    assert (tmp_path / "buku.sqlite3").read_bytes() == before


@pytest.mark.parametrize("harm", [damaged, without_tables])
def test_a_damaged_book_is_told(folder, harm):
    harm(folder / "buku.sqlite3")
    with pytest.raises(UserError, match="atau rusak"):
        store.entries(folder)


def test_a_folder_in_the_place_of_the_book(tmp_path):
    (tmp_path / "buku.sqlite3").mkdir()
    assert "bukan buku nilai" in refused(Book.open, tmp_path)


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "kelas").write_text("x")
    assert "tidak bisa ditulis" in refused(Book.open, tmp_path / "kelas")


def without_anything(path):
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize("make", [Path.touch, without_anything])
def test_a_book_whose_birth_was_cut_short_is_born_again(tmp_path, make):
    make(tmp_path / "buku.sqlite3")
    assert "belum ada buku nilai" in refused(Book.reading, tmp_path)
    assert "belum ada buku nilai" in refused(lambda f: Book.open(f, new=False), tmp_path)
    with Book.open(tmp_path) as book:
        assert book.entries() == []


@BOTH
def test_a_book_of_a_newer_version(folder, open_):
    with sqlite3.connect(folder / "buku.sqlite3") as other:
        other.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    other.close()
    assert "lebih baru" in refused(open_, folder)


def test_who_only_looks_makes_nothing(tmp_path):
    assert "belum ada buku nilai" in refused(Book.reading, tmp_path)
    assert "belum ada buku nilai" in refused(lambda f: Book.open(f, new=False), tmp_path)
    assert list(tmp_path.iterdir()) == []


# A book that another holds ----------------------------------------------------------------

HOLDS = """
with Book.open(folder) as book:
    record(book, 3)
    print("siap", flush=True)
    sys.stdin.read()
"""
WRITES = """
import sqlite3
other = sqlite3.connect(folder / "buku.sqlite3", isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("siap", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("text", [HOLDS, WRITES])
def test_a_book_that_another_process_holds(folder, text, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    pipe = subprocess.PIPE
    words = [sys.executable, "-c", BEGINS + text, str(folder)]
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True) as holder:
        assert holder.stdout.readline() == "siap\n"
        assert "sedang dipakai" in refused(Book.open, folder)
        assert len(store.entries(folder)) == (3 if text is HOLDS else 2), "reading waits for nobody"
    with Book.open(folder) as book:
        assert len(book.entries()) == (3 if text is HOLDS else 2)


# No room, no right ------------------------------------------------------------------------

FILLS = """
with Book.open(folder) as book:
    for number in range(1000):
        try:
            record(book, number)
        except UserError as error:
            print(error)
            break
    limit(False)
    assert len(book.entries()) == number > 0, (len(book.entries()), number)
    for number in range(number, number + 30):
        record(book, number)  # it goes on where it stopped, in the same run
assert len(entries(folder)) == number + 1
print("utuh")
"""
LITTLE_ROOM = """
def limit(on):
    if not on:
        os.unlink(folder / "lain")
(folder / "lain").write_bytes(b"x" * 3_000_000)
"""
SMALL_FILES = """
import resource
def limit(on):
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000 if on else hard, hard))
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
limit(True)
"""


def told_once_and_whole(done, says):
    assert done.returncode == 0, done.stderr
    sentence, whole = done.stdout.splitlines()
    assert says in sentence and whole == "utuh"


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path):
    mount = 'mount -t tmpfs -o size=4m none "$0"'
    told_once_and_whole(in_namespaces(tmp_path, mount, LITTLE_ROOM + FILLS), "Disk penuh")


@POSIX
def test_a_file_that_may_not_grow_is_told_and_nothing_is_lost(tmp_path):
    told_once_and_whole(script(SMALL_FILES + FILLS, tmp_path), "tidak bisa ditulis")


def test_a_book_that_may_not_grow_takes_all_or_nothing(folder):
    with Book.open(folder) as book:
        [pages] = book._connection.execute("PRAGMA page_count").fetchone()
        book._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(UserError, match="Disk penuh"):
            book.record(Student("3"), "gema", KEY, report(LULUS, story=("x" * 20000,)))
        assert [entry.student.id for entry in book.entries()] == ["1", "2"]


def test_no_room_for_a_new_book(tmp_path):
    mount = 'mount -t tmpfs -o size=8k none "$0"'
    text = """
try:
    Book.open(folder)
except UserError as error:
    print(error)
"""
    done = in_namespaces(tmp_path, mount, text)
    assert "Disk penuh" in done.stdout and done.stdout.count("\n") == 1, done.stderr


@pytest.mark.parametrize("killed", [False, True], ids=["closed", "killed"])
def test_a_folder_that_can_only_be_read(folder, killed):
    """As root, who may write everywhere else, it is a mount; what was not tidied up is read too."""
    if killed:
        ends = "book = Book.open(folder); record(book, 3); os._exit(0)"
        assert script(ends, folder).returncode == 0
    text = """
before = {path: path.read_bytes() for path in folder.iterdir()}
print(len(entries(folder)))
try:
    Book.open(folder)
except UserError as error:
    print(error)
assert before == {path: path.read_bytes() for path in folder.iterdir()}
"""
    mount = 'mount --bind "$0" "$0"\nmount -o remount,bind,ro "$0"'
    done = in_namespaces(folder, mount, text)
    assert done.returncode == 0, done.stderr
    count, sentence = done.stdout.splitlines()
    assert count == ("3" if killed else "2") and "terkunci" in sentence


@POSIX
def test_a_file_system_without_wal_is_told(tmp_path, monkeypatch):
    connect = sqlite3.connect
    as_on_a_network = lambda name, **more: connect(f"{name}&vfs=unix-dotfile", **more)  # noqa: E731
    monkeypatch.setattr(sqlite3, "connect", as_on_a_network)
    assert "folder jaringan" in refused(Book.open, tmp_path)


# kill -9 ----------------------------------------------------------------------------------

KILLED = """
import random, signal, sqlite3, time
chance, told = random.Random(int(sys.argv[2])), set()
for _ in range(int(sys.argv[3])):
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        with Book.open(folder) as book:
            for number in range(max(told, default=-1) + 1, 10000):
                record(book, number)
                os.write(says, b"%05d" % number)
    os.close(says)
    wanted, moment = chance.randrange(4), chance.random() * 0.004
    new = [os.read(hears, 5) for _ in range(wanted)]
    until = time.perf_counter() + moment
    while time.perf_counter() < until:  # in the midst of whatever it does now
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(hears, 5):
        new.append(more)
    os.close(hears)
    told |= set(map(int, new))
    with Book.open(folder) as book:
        found = [int(entry.student.id) for entry in book.entries()]
        assert all(entry.report for entry in book.entries())
        assert len(found) == len(set(found)), "twice"
        assert told <= set(found), "lost"
        assert len(set(found) - told) <= 1, "more than was recorded"
        told = set(found)
        check = book._connection.execute("PRAGMA integrity_check").fetchall()
        assert check == [("ok",)], check
        results = book._connection.execute("SELECT count(*) FROM results").fetchone()
        assert results == (len(found),)
print(len(told))
"""


@POSIX
def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_twice(tmp_path, request):
    rounds = 300 if request.config.getoption("--soak") else 40
    done = script(KILLED, tmp_path, os.getpid(), rounds)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > rounds // 2


BORN = """
import random, signal, time
chance = random.Random(int(sys.argv[2]))
for number in range(int(sys.argv[3])):
    child = os.fork()
    if child == 0:
        Book.open(folder / str(number))
        signal.pause()
    until = time.perf_counter() + chance.random() * 0.01
    while time.perf_counter() < until:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with Book.open(folder / str(number)) as book:
        record(book, 1)
    assert len(entries(folder / str(number))) == 1
"""


@POSIX
def test_killed_while_it_is_made_a_book_can_still_be_made(tmp_path, request):
    rounds = 500 if request.config.getoption("--soak") else 25
    done = script(BORN, tmp_path, os.getpid(), rounds)
    assert done.returncode == 0, done.stderr
