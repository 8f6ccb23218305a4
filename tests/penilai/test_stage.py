"""Stages are found, not listed; of a folder that was handed in only plain files are taken."""

import gc
import os
import sys
from pathlib import Path

import pytest

from penilai import stage, submission
from penilai.errors import UserError

TOML = 'title = "Judul"\norder = {order}\nport = 5005\n'
needs_posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")


def course(root, *places):
    for order, place in enumerate(places, start=1):
        (root / place).mkdir(parents=True)
        (root / place / "stage.toml").write_text(TOML.format(order=order), encoding="utf-8")
    return root


@pytest.fixture
def lesson(tmp_path):
    return stage.read(course(tmp_path / "kursus", "satu") / "satu")


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "kumpulan"
    made.mkdir()
    (made / "server.py").write_bytes(b"server")
    (made / "client.py").write_bytes(b"client")
    return made


def test_a_folder_with_a_description_is_a_stage(tmp_path):
    found = stage.find(course(tmp_path, "zebra", "exercises/kuda", "apel"))
    assert list(found) == ["zebra", "kuda", "apel"], "in the order that they name"
    (tmp_path / "bukan").mkdir()
    assert list(stage.find(tmp_path)) == ["zebra", "kuda", "apel"], "a folder alone is none"


def test_the_order_decides_and_then_the_name(tmp_path):
    course(tmp_path, "b", "a", "c")
    for name in "ab":
        (tmp_path / name / "stage.toml").write_text(TOML.format(order=9), encoding="utf-8")
    assert list(stage.find(tmp_path)) == ["c", "a", "b"]


def test_a_description_is_read_whole(lesson):
    assert (lesson.name, lesson.title, lesson.order, lesson.port) == ("satu", "Judul", 1, 5005)
    assert lesson.programs == ("server.py", "client.py"), "the usual ones"
    assert lesson.secrets == (), "none, unless it names some"
    assert lesson.checks.name == "test_satu.py", "the checks are named after the stage"


def test_a_web_stage_names_its_folders_and_packages(tmp_path, lesson):
    assert (lesson.folders, lesson.packages, lesson.screen) == ((), (), False), "others have none"
    toml = TOML.format(order=2) + 'programs = ["app.py"]\nfolders = ["templates", "static"]\n'
    toml += 'packages = ["flask_socketio"]\nscreen = true\n'
    (lesson.folder / "stage.toml").write_text(toml, encoding="utf-8")
    found = stage.read(lesson.folder)
    assert found.folders == ("templates", "static")
    assert (found.packages, found.screen) == (("flask_socketio",), True)


def test_a_stage_may_start_from_another(tmp_path, lesson):
    assert lesson.starts_from == "", "usually from its hand-out"
    toml = lesson.folder / "stage.toml"
    toml.write_text(TOML.format(order=2) + 'starts_from = "nol"\n', encoding="utf-8")
    assert stage.read(lesson.folder).starts_from == "nol"


@pytest.mark.parametrize("text", ["kuda", "kuda/", "exercises/kuda", r".\exercises\kuda" + "\\"])
def test_a_stage_is_named_as_tab_completes_it(tmp_path, text):
    known = stage.find(course(tmp_path, "apel", "exercises/kuda"))
    assert stage.named(text, known).name == "kuda"


@pytest.mark.parametrize("text", ["", "/", "Kuda", "kuda.lama-2026-11-21-1405"])
def test_what_names_no_stage_is_said_with_those_that_there_are(tmp_path, text):
    with pytest.raises(UserError, match="apel, kuda"):
        stage.named(text, stage.find(course(tmp_path, "apel", "exercises/kuda")))


def test_the_course_of_this_repository_is_found():
    found = stage.find()
    assert list(found)[:2] == ["pertemuan3", "modul_contoh"], "in the order of the lessons"
    assert all(one.checks.is_file() for one in found.values()), "each has its checks"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "title = ",
        'title = "a"\norder = 1',
        TOML.format(order='"satu"'),
        TOML.format(order="[1]"),
        TOML.format(order="{}"),
        TOML.format(order=1) + "programs = 5",
        TOML.format(order=1) + 'programs = "server.py"',
        TOML.format(order=1) + 'secrets = "KATA_SANDI"',
        TOML.format(order=1) + 'folders = "templates"',
        TOML.format(order=1) + 'folders = ["../lain"]',
        TOML.format(order=1) + "folders = [5.5]",
        TOML.format(order=1) + "packages = true",
        TOML.format(order=1) + 'screen = "ya"',
        "\xff",
    ],
)
def test_a_bad_description_is_one_sentence(tmp_path, text):
    course(tmp_path, "satu")
    (tmp_path / "satu" / "stage.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(UserError) as caught:
        stage.find(tmp_path)
    assert "stage.toml" in str(caught.value), "it says where"
    assert "\n" not in str(caught.value), "one line is enough"


def test_programs_and_their_own_modules_are_taken(lesson, folder):
    (folder / "bantuan.py").write_bytes(b"bantuan")
    (folder / "catatan.txt").write_bytes(b"rahasia")
    (folder / "paket").mkdir()
    (folder / "paket" / "isi.py").write_bytes(b"isi")
    taken = submission.read(lesson, folder)
    assert taken.missing == {}, "both programs are there"
    assert taken.files == {"server.py": b"server", "client.py": b"client", "bantuan.py": b"bantuan"}


def test_what_was_handed_in_along_is_only_modules(lesson, folder):
    (folder / "conftest.py").write_bytes(b"")
    (folder / "pytest.ini").write_bytes(b"")
    assert "pytest.ini" not in submission.read(lesson, folder).files, "it is no module"


def test_an_empty_folder_lacks_every_program(lesson, tmp_path):
    taken = submission.read(lesson, tmp_path)
    assert taken.files == {}
    assert taken.missing["server.py"] == "server.py tidak ada di folder ini."
    assert list(taken.missing) == ["server.py", "client.py"]


@pytest.mark.parametrize("name", ["Server.py", "SERVER.PY", "server.PY"])
def test_a_name_in_the_wrong_case_is_pointed_out(lesson, folder, name):
    (folder / "server.py").rename(folder / name)
    if (folder / "server.py").exists():
        pytest.skip("this file system does not tell case apart")
    sentence = submission.read(lesson, folder).missing["server.py"]
    assert sentence.startswith(f"server.py tidak ada, tetapi ada {name}: "), sentence


def make_fifo(path):
    os.mkfifo(path)


def make_link(path):
    (path.parent / "lain.txt").write_bytes(b"rahasia")
    path.symlink_to(path.parent / "lain.txt")


def make_loop(path):
    path.symlink_to(path)


def make_big(path):
    path.write_bytes(b"#" * (submission.MOST_BYTES + 1))


KINDS = [make_fifo, make_link, make_loop, make_big, lambda path: path.mkdir()]


@needs_posix
@pytest.mark.parametrize("make", KINDS, ids=["fifo", "link", "loop", "big", "folder"])
@pytest.mark.parametrize("name", ["server.py", "modul.py"])
def test_only_regular_files_of_a_sensible_size_are_read(lesson, folder, make, name):
    (folder / name).unlink(missing_ok=True)
    make(folder / name)
    taken = submission.read(lesson, folder)
    assert name not in taken.files, "its content would have been read"
    if name in lesson.programs:
        sentence = taken.missing[name]
        assert sentence.startswith(f"{name} ") and "tidak ada" not in sentence, "it is there"
        assert str(folder) not in sentence and "Errno" not in sentence, "a sentence for a student"
    assert taken.files["client.py"] == b"client", "the other program does not suffer"


@pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors in /proc")
@pytest.mark.parametrize("make", KINDS, ids=["fifo", "link", "loop", "big", "folder"])
def test_what_was_refused_is_closed_again(lesson, folder, make):
    make(folder / "modul.py")
    gc.collect()
    before = os.listdir("/proc/self/fd")
    submission.read(lesson, folder)
    assert os.listdir("/proc/self/fd") == before, "a descriptor stayed open"


def test_the_largest_file_that_is_allowed_is_read(lesson, folder):
    (folder / "server.py").write_bytes(b"#" * submission.MOST_BYTES)
    assert len(submission.read(lesson, folder).files["server.py"]) == submission.MOST_BYTES


def test_too_many_modules_are_bounded_and_the_programs_come_first(lesson, folder):
    for number in range(submission.MOST_FILES + 30):
        (folder / f"a{number:03}.py").touch()
    files = submission.read(lesson, folder).files
    assert len(files) == submission.MOST_FILES + len(lesson.programs), "no more than that"
    assert set(lesson.programs) <= set(files), "a program was pushed out"


def test_too_much_altogether_is_bounded_and_the_programs_come_first(lesson, folder):
    for number in range(6):
        (folder / f"a{number}.py").write_bytes(b"#" * submission.MOST_BYTES)
    files = submission.read(lesson, folder).files
    assert sum(map(len, files.values())) <= 4 * submission.MOST_BYTES, "no more than that"
    assert set(lesson.programs) <= set(files), "a program was pushed out"


@pytest.fixture
def web(tmp_path):
    made = tmp_path / "web"
    (made / "templates").mkdir(parents=True)
    (made / "app.py").write_bytes(b"app")
    (made / "templates" / "chat.html").write_bytes(b"chat")
    return made


WEB = stage.Stage("web", Path(), "Web", 1, 5000, ("app.py",), ("templates", "static"))


def write(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"isi")


def test_the_folders_of_a_web_stage_are_taken_with_their_files(web):
    write(web, "static/style.css", "static/gambar/logo.png", "lain/catatan.html", "catatan.html")
    taken = submission.read(WEB, web)
    assert taken.files == {
        "app.py": b"app",
        "templates/chat.html": b"chat",
        "static/style.css": b"isi",
        "static/gambar/logo.png": b"isi",
    }


def test_what_lies_deeper_or_is_an_editors_own_is_not_a_page(web):
    write(web, "static/a/b/dalam.css", "static/.git/config", "templates/.chat.html.swp")
    write(web, "templates/chat.html~", "static/__pycache__/x.pyc")
    assert set(submission.read(WEB, web).files) == {"app.py", "templates/chat.html"}


def test_a_web_stage_without_its_folders_has_its_program(web):
    (web / "templates" / "chat.html").unlink()
    (web / "templates").rmdir()
    (web / "static").write_bytes(b"a file of that name")
    taken = submission.read(WEB, web)
    assert (taken.files, taken.missing) == ({"app.py": b"app"}, {})


@needs_posix
def test_a_folder_that_is_a_link_is_not_followed(web, tmp_path):
    write(tmp_path / "rahasia", "kunci.txt", "dalam/kunci.txt")
    (web / "static").symlink_to(tmp_path / "rahasia")
    (web / "templates" / "lain").symlink_to(tmp_path / "rahasia")
    assert set(submission.read(WEB, web).files) == {"app.py", "templates/chat.html"}


@needs_posix
@pytest.mark.parametrize("make", KINDS[:4], ids=["fifo", "link", "loop", "big"])
def test_a_page_is_a_regular_file_of_a_sensible_size(web, make):
    make(web / "templates" / "lain.html")
    assert "templates/lain.html" not in submission.read(WEB, web).files


def test_large_pictures_push_out_neither_programs_nor_small_pages(web):
    for number in range(6):
        write(web, f"templates/a{number}.png")
        (web / f"templates/a{number}.png").write_bytes(b"#" * submission.MOST_BYTES)
    write(web, "hadir.py", "static/style.css")
    files = submission.read(WEB, web).files
    assert sum(map(len, files.values())) <= 4 * submission.MOST_BYTES
    assert {"app.py", "hadir.py", "templates/chat.html", "static/style.css"} <= set(files)


def test_too_many_pages_are_bounded(web):
    write(web, *(f"static/a{number:03}.png" for number in range(submission.MOST_FILES + 30)))
    assert len(submission.read(WEB, web).files) == submission.MOST_FILES + 1, "and app.py"


@pytest.mark.parametrize(
    ("name", "belongs"),
    [
        ("templates", True),
        ("templates/chat.html", True),
        ("static/gambar/logo.png", True),
        ("static/a/b/dalam.css", False),
        ("static/.git/index", False),
        ("static/style.css~", False),
        ("lain/chat.html", False),
        ("static.css", False),
    ],
)
def test_a_name_belongs_to_the_folders_or_not(name, belongs):
    assert submission.in_folders(WEB, name) is belongs
