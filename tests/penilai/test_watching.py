"""A watched folder: every way to save is seen, and what does not matter is no reason to run."""

import os
import queue
import shutil
from pathlib import Path

import pytest

from penilai import stage, watching
from penilai.watching import Watcher, matters, needs_polling, places

STAGE = stage.find()["modul_contoh"]
SOON = 10  # seconds; only a failure uses them


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(STAGE.folder, tmp_path / "modul_contoh")


@pytest.fixture(params=["events", "polling"])
def told(folder, request):
    """What a watcher tells; the state at the beginning is taken already."""
    seen = queue.Queue()
    watcher = Watcher(STAGE, folder, seen.put, request.param == "polling")
    assert set(seen.get(timeout=SOON).files) == {"server.py", "client.py"}
    yield seen
    watcher.close()


def last(told, text):
    """The submission in which server.py is this; others before it are half of a save."""
    while True:
        found = told.get(timeout=SOON)
        if found is not None and found.files.get("server.py") == text:
            return found


def in_place(path, data):
    path.write_bytes(data)


def beside_and_rename(path, data):
    beside = path.with_name(f".{path.name}.swp")
    beside.write_bytes(data)
    os.replace(beside, path)


def away_and_new(path, data):
    path.rename(path.with_name(path.name + "~"))
    path.write_bytes(data)


def in_two_pieces(path, data):
    with path.open("wb", buffering=0) as file:
        file.write(data[:3])
        file.write(data[3:])


def other_folder_and_rename(path, data):
    elsewhere = path.parents[1] / "sementara"
    elsewhere.write_bytes(data)
    os.replace(elsewhere, path)


@pytest.mark.parametrize(
    "save", [in_place, beside_and_rename, away_and_new, in_two_pieces, other_folder_and_rename]
)
def test_every_way_to_save_is_seen_and_the_whole_file_is_the_last_word(save, folder, told):
    for number in range(3):
        text = f"print({number})\n".encode()
        save(folder / "server.py", text)
        last(told, text)
    save(folder / "server.py", b"print('habis')\n")
    last(told, b"print('habis')\n")
    assert told.empty(), "after the last save nothing is told any more"


def test_what_does_not_matter_is_not_told(folder, told):
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "server.cpython-311.pyc").write_bytes(b"x")
    (folder / ".git").mkdir()
    for name in (".server.py.swp", "server.py~", "catatan.txt", "obrolan.log", "4913"):
        (folder / name).write_bytes(b"x")
    (folder / "server.py").write_bytes((folder / "server.py").read_bytes())  # the same content
    (folder / "client.py").touch()
    (folder / "server.py").write_bytes(b"pass\n")  # told, and so all before it has been seen
    assert last(told, b"pass\n")
    assert told.empty()


def test_a_module_beside_the_programs_matters(folder, told):
    (folder / "hitungan.py").write_bytes(b"A = 1\n")
    assert told.get(timeout=SOON).files["hitungan.py"] == b"A = 1\n"


def test_a_deleted_program_is_missing(folder, told):
    (folder / "client.py").unlink()
    assert "client.py" in told.get(timeout=SOON).missing


@pytest.mark.parametrize("how", ["moved away", "deleted"])
def test_a_folder_that_vanishes_is_told_and_one_that_comes_back_is_watched(how, folder, told):
    away = folder.with_name("pindah")
    shutil.copytree(folder, away)
    shutil.rmtree(folder) if how == "deleted" else folder.rename(folder.with_name("lain"))
    while told.get(timeout=SOON) is not None:
        pass  # a deletion goes file by file
    away.rename(folder)
    assert set(told.get(timeout=SOON).files) == {"server.py", "client.py"}
    (folder / "server.py").write_bytes(b"pass\n")
    last(told, b"pass\n")


def test_another_folder_in_its_place_is_watched(folder, told):
    other = shutil.copytree(folder, folder.with_name("lain"))
    (other / "server.py").write_bytes(b"lain\n")
    folder.rename(folder.with_name("lama"))
    other.rename(folder)
    last(told, b"lain\n")
    (folder / "server.py").write_bytes(b"pass\n")
    last(told, b"pass\n")


@pytest.mark.skipif(os.name != "posix", reason="the events are made to fail")
def test_without_events_it_goes_on_by_polling(folder, monkeypatch):
    asked, real = [], watching.watch

    def refuses(*paths, force_polling, **options):
        asked.append(force_polling)
        if not force_polling:
            raise OSError("inotify watch limit reached")
        return real(*paths, force_polling=True, **options)

    monkeypatch.setattr(watching, "watch", refuses)
    seen = queue.Queue()
    watcher = Watcher(STAGE, folder, seen.put, polling=False)
    seen.get(timeout=SOON)
    (folder / "server.py").write_bytes(b"pass\n")
    last(seen, b"pass\n")
    watcher.close()
    assert asked[:2] == [False, True]


@pytest.mark.parametrize(
    ("name", "does"),
    [
        ("server.py", True),
        ("client.py", True),
        ("hitungan.py", True),
        ("", True),
        ("__pycache__", False),
        ("__pycache__/server.cpython-311.pyc", False),
        (".git/index", False),
        ("server.py~", False),
        (".server.py.swp", False),
        ("4913", False),
        ("obrolan.log", False),
        ("lain/server.py", False),
        ("README.md", False),
    ],
)
def test_only_programs_and_their_modules_matter(name, does):
    folder = Path("/kerja/modul_contoh")
    assert matters(STAGE, folder, folder / name) is does


def test_a_program_in_a_folder_below_matters(tmp_path):
    web = stage.Stage("web", tmp_path, "Web", 1, 5000, ("app.py", "templates/chat.html"))
    (tmp_path / "templates").mkdir()
    assert matters(web, tmp_path, tmp_path / "templates" / "chat.html")
    assert not matters(web, tmp_path, tmp_path / "templates" / "lain.html")
    assert places(web, tmp_path) == [tmp_path, tmp_path / "templates"]


def test_the_folders_of_a_web_stage_matter(tmp_path):
    web = stage.Stage("web", tmp_path, "Web", 1, 5000, ("app.py",), ("templates", "static"))
    (tmp_path / "static" / "gambar").mkdir(parents=True)
    assert matters(web, tmp_path, tmp_path / "templates" / "chat.html")
    assert matters(web, tmp_path, tmp_path / "static" / "gambar" / "logo.png")
    assert not matters(web, tmp_path, tmp_path / "templates" / ".chat.html.swp")
    assert not matters(web, tmp_path, tmp_path.parent / "templates" / "chat.html")
    watched = [tmp_path, tmp_path / "static", tmp_path / "static" / "gambar"]
    assert places(web, tmp_path) == watched


MOUNTS = r"""
sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
C:\134 /mnt/c 9p rw 0 0
D: /mnt/d drvfs rw 0 0
none /mnt/c/dalam tmpfs rw 0 0
ani@rumah: /home/ani/jauh fuse.sshfs rw 0 0
//kampus/bersama /media/berkas\040bersama cifs rw 0 0
lab:/home /home/lab nfs4 rw 0 0
lab:/lama /lama nfs rw 0 0
/dev/sdb1 /lama ext4 rw 0 0
"""


@pytest.mark.skipif(os.name != "posix", reason="paths of POSIX")
@pytest.mark.parametrize(
    ("path", "polls"),
    [
        ("/home/ani/kerja", False),
        ("/mnt/c/Users/Ani/kerja", True),
        ("/mnt/d/kerja", True),
        ("/mnt/c/dalam/kerja", False),
        ("/mnt/cadangan", False),
        ("/home/ani/jauh/kerja", True),
        ("/media/berkas bersama/kerja", True),
        ("/home/lab/ani", True),
        ("/lama/kerja", False),
    ],
)
def test_it_polls_where_others_write_without_an_event(path, polls):
    assert needs_polling(Path(path), MOUNTS) is polls


def test_here_it_can_be_asked():
    assert needs_polling(Path()) in (True, False)
