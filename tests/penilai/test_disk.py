"""Files and folders are written whole or not at all, and what goes wrong is one sentence."""

import errno
import os

import pytest

from penilai import disk
from penilai.errors import UserError

FILES = {"README.md": b"satu", "static/style.css": b"dua"}


def tree(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_a_file_takes_the_place_of_an_old_one(tmp_path):
    for content in (b"lama", b"baru"):
        disk.write(tmp_path / "berkas", content)
    assert (tmp_path / "berkas").read_bytes() == b"baru" and tree(tmp_path) == {"berkas"}


def test_a_folder_is_put_with_all_that_is_above_it(tmp_path):
    disk.put(tmp_path / "exercises" / "satu", FILES)
    assert (tmp_path / "exercises/satu/static/style.css").read_bytes() == b"dua"
    assert tree(tmp_path / "exercises") == {"satu", "satu/static", *(f"satu/{f}" for f in FILES)}


@pytest.mark.parametrize("make", [os.mkdir, lambda path: path.write_text("x"), os.makedirs])
def test_a_folder_is_put_over_nothing_not_even_an_empty_one(tmp_path, make):
    make(tmp_path / "satu")
    with pytest.raises(FileExistsError):
        disk.put(tmp_path / "satu", FILES)
    assert tree(tmp_path) == {"satu"}


def test_filling_keeps_the_folder_itself(tmp_path):
    (tmp_path / "satu").mkdir()
    before = (tmp_path / "satu").stat().st_ino
    disk.fill(tmp_path / "satu", FILES)
    assert (tmp_path / "satu").stat().st_ino == before, "a terminal may be in it"
    assert tree(tmp_path / "satu") == {"static", *FILES}


def test_the_first_name_that_is_not_taken(tmp_path):
    assert disk.unused(tmp_path / "a").name == "a"
    for taken in ("a", "a-2"):
        (tmp_path / taken).mkdir()
    assert disk.unused(tmp_path / "a").name == "a-3"


def on_windows(number):
    error = OSError(errno.EACCES, "Access is denied")
    error.winerror = number
    return error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "Disk penuh"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "Disk penuh"),
        (OSError(errno.EROFS, "Read-only file system"), "terkunci"),
        (OSError(errno.EACCES, "Permission denied"), "terkunci"),
        (on_windows(5), "tutup editor"),
        (on_windows(32), "tutup editor"),
        (OSError(errno.ENAMETOOLONG, "File name too long"), "File name too long"),
    ],
)
def test_what_goes_wrong_is_one_sentence_with_the_path(tmp_path, error, says):
    with pytest.raises(UserError) as caught, disk.told(tmp_path / "satu"):
        raise error
    sentence = str(caught.value)
    assert says in sentence and str(tmp_path / "satu") in sentence and "Errno" not in sentence
