"""Which folder is meant for a stage: found where students put it, and never guessed."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import BOTH, CLIENT, SERVER, put, under

from penilai import stage, submission
from penilai.hoard import Hoard
from penilai.labels import Labels
from penilai.locating import locate
from penilai.stage import Stage

OTHER = {name: data + b"# lain\n" for name, data in BOTH.items()}


def made(name, order=1, **more):
    more = {"programs": ("server.py", "client.py")} | more
    return Stage(name, Path(name), name, order, 5005, **more)


CHAT, FIRST = made("modul_contoh"), made("pertemuan3")
WEB = made("ruang_obrolan", programs=("app.py",), folders=("templates", "static"))
STAGES = (CHAT, FIRST, WEB)
LABELS = Labels([each.name for each in STAGES])


def located(files, wanted=CHAT, stages=STAGES, refused=()):
    hoard = Hoard(("templates", "static"))
    hoard.files = {("Ani", *name.split("/")): data for name, data in files.items()}
    hoard.refused = {("Ani", *name.split("/")): OSError("rusak") for name in refused}
    return locate(hoard, wanted, stages, LABELS)


def places(found):
    return ["/".join(place[1:]) for place in found.places]


@pytest.mark.parametrize(
    "folder",
    [
        "modul_contoh",
        "Modul Contoh",
        "MODUL-CONTOH",
        "ModulContoh",
        "modulcontoh",
        "modul_contoh-main",
        "Tugas 2 - Modul Contoh (Ani)",
        "tugas.zip/modul_contoh",
        "Tugas/Modul contoh",
        "modul_contoh/modul_contoh",
        "modul_contoh/src",
        "modul_contoh.zip",
        "pertemuan3/modul_contoh",
    ],
)
def test_a_folder_named_like_the_stage_is_found(folder):
    found = located(under(folder, BOTH))
    assert found.submission.files == BOTH and not found.submission.missing
    assert places(found) == [folder] and not found.notes


@pytest.mark.parametrize("name", ["Pertemuan 3", "pertemuan-03", "PERTEMUAN_3", "tugas pertemuan3"])
def test_numbers_are_read_as_numbers(name):
    assert LABELS.of(name) == "pertemuan3"


@pytest.mark.parametrize("name", ["Pertemuan 30", "pertemuan3 modul contoh", "modul", "3", ""])
def test_another_name_is_no_stages(name):
    assert LABELS.of(name) is None


def test_programs_without_a_stage_are_taken_where_only_one_can_be_meant():
    assert located(BOTH, stages=[CHAT]).submission.files == BOTH
    found = located(BOTH)
    assert not found.submission.files and not found.places
    assert "--tahap" in found.notes[0]


def test_what_is_in_the_folder_of_another_stage_is_not_taken():
    found = located(under("pertemuan3", BOTH), stages=[CHAT])
    assert not found.submission.files and not found.places


def test_two_that_differ_are_reported_and_not_graded():
    found = located(under("modul_contoh", BOTH) | under("modul contoh baru", OTHER))
    assert not found.submission.files
    assert places(found) == ["modul contoh baru", "modul_contoh"]
    assert all(place in found.notes[0] for place in places(found))
    assert set(found.submission.missing) == set(BOTH)


def test_the_same_twice_is_once():
    found = located(under("modul_contoh", BOTH) | under("modul_contoh.zip/modul_contoh", BOTH))
    assert found.submission.files == BOTH and places(found) == ["modul_contoh"]


def test_an_older_one_inside_is_told_and_not_taken():
    found = located(under("modul_contoh", BOTH) | under("modul_contoh/lama", OTHER))
    assert found.submission.files == BOTH
    assert "modul_contoh/lama" in found.notes[0]


def test_a_clone_of_the_course_is_read_where_the_student_works():
    broken = under("tests/mutants/modul_contoh/a", OTHER) | under(
        "tests/honest/modul_contoh/b", BOTH
    )
    found = located(under("modul_contoh", BOTH) | broken)
    assert places(found) == ["modul_contoh"]


def test_each_program_in_a_folder_of_its_own():
    found = located(
        {"modul_contoh/Server/server.py": SERVER, "modul_contoh/Client/client.py": CLIENT}
    )
    assert found.submission.files == BOTH and not found.submission.missing
    assert places(found) == ["modul_contoh/Client", "modul_contoh/Server"]


def test_parts_that_do_not_fit_together_are_not_taken():
    parts = {"modul_contoh/a/server.py": SERVER, "modul_contoh/b/client.py": CLIENT}
    clash = {"modul_contoh/a/bantu.py": b"1", "modul_contoh/b/Bantu.py": b"1"}
    assert not located(parts | clash).submission.files


def test_on_windows_the_case_of_a_name_is_nothing():
    found = located(under("modul_contoh", {"Server.py": SERVER, "CLIENT.PY": CLIENT}))
    assert found.submission.files == BOTH
    assert found.notes == (
        "CLIENT.PY dibaca sebagai client.py.",
        "Server.py dibaca sebagai server.py.",
    )


def test_of_names_that_are_one_on_windows_the_right_one_counts():
    files = under("modul_contoh", BOTH | {"Server.py": b"lain", "a.py": b"1", "A.py": b"2"})
    found = located(files)
    assert found.submission.files == BOTH
    assert "A.py, Server.py, a.py tidak dipakai" in found.notes[0]


def test_pages_come_along():
    files = {"app.py": b"", "templates/chat.html": b"<p>", "static/a/b.css": b"", "static/.x": b""}
    found = located(under("Ruang Obrolan", files), WEB)
    assert set(found.submission.files) == {"app.py", "templates/chat.html", "static/a/b.css"}


def test_a_program_that_was_refused_is_missing_with_the_reason():
    found = located({"modul_contoh/client.py": CLIENT}, refused=["modul_contoh/server.py"])
    assert found.submission.files == {"client.py": CLIENT}
    assert found.submission.missing == {"server.py": "server.py tidak bisa dibaca: rusak."}


def test_other_python_files_are_named_and_not_taken_for_the_program():
    found = located({"modul_contoh/server (1).py": SERVER})
    assert not found.submission.files
    assert found.notes == ("Yang ada hanya Ani/modul_contoh/server (1).py.",)


def test_nothing_is_nothing():
    found = located({})
    assert found.submission.missing["server.py"] == "server.py tidak dikumpulkan."
    assert not found.places and not found.notes


NAMES = [
    "server.py",
    "client.py",
    "Server.py",
    "a.py",
    "b.txt",
    "templates/x.html",
    "static/a/b.js",
]
TREE = st.dictionaries(
    st.sampled_from([*NAMES, "static/a/b/c", "static/.x", "static/y~"]), st.binary()
)


@given(TREE)
def test_in_memory_as_on_the_disk(tmp_path_factory, files):
    wanted = dataclasses.replace(CHAT, folders=("templates", "static"))
    folder = tmp_path_factory.mktemp("siswa")
    put(folder, files)
    assert submission.chosen(wanted, files, {}) == submission.read(wanted, folder)


FOLDERS = ["modul_contoh", "Modul Contoh", "pertemuan3", "lama", "a"]
PATHS = st.lists(st.sampled_from(FOLDERS), max_size=3).flatmap(
    lambda folders: st.sampled_from(NAMES).map(lambda name: "/".join((*folders, name)))
)


@given(st.dictionaries(PATHS, st.binary(max_size=2), max_size=12))
def test_whatever_lies_where_every_program_is_there_or_missed_with_a_word(files):
    found = located(files)
    assert set(found.submission.missing) == set(CHAT.programs) - set(found.submission.files)
    assert all(found.submission.missing.values())
    for name, data in found.submission.files.items():
        assert data in [d for path, d in files.items() if path.casefold().endswith(name.casefold())]
    assert found.places or not found.submission.files


def test_the_stages_of_the_course_do_not_share_words():
    names = [*stage.find(), *stage.find(own=True)]
    labels = Labels(names)
    assert [labels.of(name) for name in names] == names
