"""A folder is written whole or not at all, and what was there stays as it was."""

import errno
import os
from pathlib import Path

import pytest

from penilai import writing
from penilai.errors import UserError

FILES = {"a.txt": b"satu", "dalam/b.txt": b"dua"}


def everything(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def make(folder):
    with writing.whole(folder) as beside:
        writing.tree(beside, FILES)


def refused(folder):
    with pytest.raises(UserError) as caught:
        make(folder)
    sentence = str(caught.value)
    assert "\n" not in sentence and "Errno" not in sentence, sentence
    return sentence


@pytest.mark.parametrize("before", ["missing", "empty"])
def test_a_new_or_empty_folder_gets_all_the_files(tmp_path, before):
    folder = tmp_path / "baru"
    if before == "empty":
        folder.mkdir()
    make(folder)
    assert everything(tmp_path) == {"baru/a.txt", "baru/dalam/b.txt"}, "and nothing else is left"


def test_whoever_stands_in_the_folder_sees_the_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    make(Path())
    assert sorted(os.listdir()) == ["a.txt", "dalam"]


@pytest.mark.parametrize("name", ["penuh", "penuh/berkas", "tidak/ada"])
def test_what_is_there_is_never_touched(tmp_path, name):
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "berkas").write_bytes(b"lama")
    assert str(tmp_path / "penuh") in refused(tmp_path / name) or name == "tidak/ada"
    assert everything(tmp_path) == {"penuh/berkas"}
    assert (tmp_path / "penuh" / "berkas").read_bytes() == b"lama"


@pytest.mark.parametrize("before", ["missing", "empty"])
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "Disk penuh"), (errno.EROFS, "terkunci"), (errno.EIO, "error")],
)
@pytest.mark.parametrize("step", ["mkdir", "write_bytes", "rename"])
def test_what_the_disk_refuses_leaves_nothing(tmp_path, monkeypatch, before, number, words, step):
    folder = tmp_path / "baru"
    if before == "empty":
        folder.mkdir()
    kept, calls = getattr(Path, step), []

    def refuse(path, *more, **named):
        calls.append(path)
        if len(calls) == (1 if step == "rename" and before == "missing" else 2):
            raise OSError(number, os.strerror(number))
        return kept(path, *more, **named)

    monkeypatch.setattr(Path, step, refuse)
    assert words in refused(folder)
    assert folder.exists() == (before == "empty"), "it is as before"
    assert not everything(tmp_path) and len(list(tmp_path.rglob("*"))) == (before == "empty")


def test_an_interrupt_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt), writing.whole(tmp_path / "baru") as beside:
        writing.tree(beside, FILES)
        raise KeyboardInterrupt
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("before", ["missing", "empty"])
def test_a_locked_folder_is_said(tmp_path, before):
    folder = tmp_path / "baru"
    if before == "empty":
        folder.mkdir()
    (folder if before == "empty" else tmp_path).chmod(0o500)
    assert "terkunci" in refused(folder)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a full device")
def test_a_disk_that_is_really_full_is_said(tmp_path):
    with pytest.raises(UserError, match="Disk penuh"), writing.whole(tmp_path / "baru") as beside:
        (beside / "a.txt").symlink_to("/dev/full")
        (beside / "a.txt").write_bytes(b"x" * 1000)
    assert not list(tmp_path.iterdir())


def test_files_that_may_not_be_written_are_removed_all_the_same(tmp_path):
    make(tmp_path / "baru")
    (tmp_path / "baru" / "a.txt").chmod(0o400)
    writing.remove(tmp_path / "baru")
    writing.remove(tmp_path / "tidak_ada")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_what_a_link_leads_to_is_left_alone(tmp_path):
    (tmp_path / "milik_orang").write_bytes(b"isi")
    (tmp_path / "milik_orang").chmod(0o444)
    make(tmp_path / "baru")
    (tmp_path / "baru" / "tautan").symlink_to(tmp_path / "milik_orang")
    writing.remove(tmp_path / "baru")
    assert (tmp_path / "milik_orang").stat().st_mode & 0o777 == 0o444
    assert everything(tmp_path) == {"milik_orang"}
