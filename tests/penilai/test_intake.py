"""What a class handed in: every layout that is promised, and whoever cannot be read told so."""

import os
import socket
import sys
from pathlib import Path

import pytest
from packs import BOTH, CLIENT, SERVER, put, tarred, under, zipped, zipped_entry

from penilai import collection, folders, intake, stage, whose
from penilai.book import Student
from penilai.errors import UserError
from penilai.stage import Stage

OTHER = {name: data + b"# lain\n" for name, data in BOTH.items()}
APP = {"app.py": b"app", "templates/chat.html": b"<p>", "static/style.css": b"p {}"}
CHAT = under("Modul Contoh", BOTH)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def made(name, order=1, **more):
    return Stage(name, Path(name), name, order, 5005, **{"programs": tuple(BOTH)} | more)


STAGES = {
    "pertemuan3": made("pertemuan3"),
    "modul_contoh": made("modul_contoh"),
    "ruang_obrolan": made("ruang_obrolan", programs=("app.py",), folders=("templates", "static")),
}
ONE = {"modul_contoh": STAGES["modul_contoh"]}


def taken(path, stages=STAGES, roster=None, **more):
    """The hand-ins by student and stage, or by student alone if there is one stage."""
    found = intake.hand_ins(path, stages, roster, **more)
    if len(stages) == 1:
        return {hand_in.student.id: hand_in for hand_in in found}
    return {(hand_in.student.id, hand_in.stage): hand_in for hand_in in found}


def test_a_folder_for_each_student(tmp_path):
    put(tmp_path, under("Ani", CHAT) | under("Ani/web/Ruang-Obrolan", APP) | under("Budi/x", CHAT))
    found = taken(tmp_path)
    assert found["Ani", "modul_contoh"].files == BOTH
    assert found["Ani", "modul_contoh"].found_at == "Ani/Modul Contoh"
    assert found["Ani", "ruang_obrolan"].files == APP
    assert found["Budi", "modul_contoh"].files == BOTH
    assert found["Budi", "ruang_obrolan"].missing == {"app.py": "app.py tidak dikumpulkan."}
    assert found["Budi", "ruang_obrolan"].note == "Tidak ada yang dikumpulkan untuk tahap ini."
    assert not any(hand_in.stage == "pertemuan3" for hand_in in found.values())


@pytest.mark.parametrize("ending", ["zip", "tar", "tar.gz", "tgz", "tar.xz", "tar.bz2"])
def test_an_archive_for_each_student(tmp_path, ending):
    packing = {"tgz": "gz"}.get(ending, ending.rpartition(".")[2])
    content = zipped(CHAT) if ending == "zip" else tarred(CHAT, packing.replace("tar", ""))
    put(tmp_path, {f"Ani.{ending}": content, "peserta.csv": b"NIM", "server.py": b"?"})
    [(id, hand_in)] = taken(tmp_path, ONE).items()
    assert (id, hand_in.files) == ("Ani", BOTH)


def test_an_archive_inside_a_folder(tmp_path):
    put(tmp_path, {"Ani/tugas.zip": zipped(CHAT), "Ani/laporan.pdf": b"%PDF"})
    assert taken(tmp_path, ONE)["Ani"].found_at == "Ani/tugas.zip/Modul Contoh"


def moodle(files):
    """As Moodle 3.1 and later, as 4.5, and without folders."""
    return {
        "Ani Wijaya_1001_assignsubmission_file_/tugas.zip": zipped(under("Modul Contoh", files)),
        "Ani Wijaya_1001_assignsubmission_onlinetext_/onlinetext.html": b"<p>",
        **under("Budi_1002_assignsubmission_file/Modul_contoh", files),
        **{f"Citra_1003_assignsubmission_file_{name}": data for name, data in files.items()},
        "Dewi_1004_assignsubmission_file_modul_contoh.zip": zipped(files),
        "Participant_1005_assignsubmission_file_/server.py": SERVER,
    }


def check_moodle(found):
    assert {id: h.student.name for id, h in found.items()} == {
        "1001": "Ani Wijaya",
        "1002": "Budi",
        "1003": "Citra",
        "1004": "Dewi",
        "1005": "Participant",
    }
    assert all(found[id].files == BOTH for id in ("1001", "1002", "1003", "1004"))
    assert set(found["1005"].missing) == {"client.py"}


def test_moodles_download(tmp_path):
    put(tmp_path, moodle(BOTH))
    check_moodle(taken(tmp_path, ONE))


@pytest.mark.parametrize("wrapped", [False, True])
def test_moodles_download_as_the_zip_that_it_is(tmp_path, wrapped):
    files = moodle(BOTH)
    put(tmp_path, {"Kelas A.zip": zipped(under("Kelas A", files) if wrapped else files)})
    check_moodle(taken(tmp_path / "Kelas A.zip", ONE))


def test_a_zip_unpacked_into_a_folder_of_its_name(tmp_path):
    put(tmp_path / "Kelas A" / "Kelas A", under("Ani", CHAT) | under("Budi", CHAT))
    assert set(taken(tmp_path / "Kelas A", ONE)) == {"Ani", "Budi"}


@pytest.mark.parametrize("name", ["JARKOM-Tugas 2-77.zip", "unduhan/JARKOM (1).zip"])
def test_a_folder_with_nothing_but_moodles_download(tmp_path, name):
    put(tmp_path / "unduhan", {name: zipped(moodle(BOTH)), ".DS_Store": b""})
    check_moodle(taken(tmp_path / "unduhan", ONE))


def test_the_zip_of_a_single_student_is_not_that_of_a_class(tmp_path):
    put(tmp_path, {"Ani.zip": zipped(CHAT)})
    assert set(taken(tmp_path, ONE)) == {"Ani"}


@pytest.mark.parametrize("name", ["Kelas A.zip", "Kelas A (1).zip"])
def test_a_zip_of_a_folder_of_its_name(tmp_path, name):
    put(tmp_path, {name: zipped(under("Kelas A/Ani", CHAT) | under("Kelas A/Budi", CHAT))})
    assert set(taken(tmp_path / name, ONE)) == {"Ani", "Budi"}


def test_the_same_students_from_folders_and_from_a_zip(tmp_path):
    files = under("Ani", CHAT) | {"Budi.zip": zipped(CHAT), "Citra/web.tar.gz": tarred(APP, "gz")}
    put(tmp_path / "kelas", files)
    put(tmp_path, {"kelas.zip": zipped(files)})
    assert taken(tmp_path / "kelas") == taken(tmp_path / "kelas.zip")


@POSIX
def test_git_working_trees(tmp_path):
    hooks = {".git/hooks/server.py": b"?", ".git/modul_contoh/server.py": b"?"}
    put(tmp_path, under("tugas-ani", CHAT | hooks))
    (tmp_path / "tugas-ani" / ".git" / "x.py").symlink_to("/dev/zero")
    hand_in = taken(tmp_path, ONE)["tugas-ani"]
    assert hand_in.files == BOTH and not hand_in.note


def test_one_stage_needs_no_folder_of_its_name(tmp_path):
    put(tmp_path, under("Ani", BOTH) | under("Budi/tugas", BOTH))
    assert all(hand_in.files == BOTH for hand_in in taken(tmp_path, ONE).values())


def test_the_name_of_the_download_may_say_the_stage(tmp_path):
    files = under("Ani_1_assignsubmission_file_", BOTH)
    put(tmp_path, {"JARKOM-Modul Contoh-77.zip": zipped(files)})
    for path in (tmp_path / "JARKOM-Modul Contoh-77.zip", tmp_path):
        assert taken(path)["1", "modul_contoh"].files == BOTH


def test_students_inside_a_stage(tmp_path):
    put(tmp_path / "Pertemuan 3", under("Ani", BOTH) | {"Budi.zip": zipped(BOTH)})
    found = taken(tmp_path / "Pertemuan 3")
    assert found["Ani", "pertemuan3"].files == found["Budi", "pertemuan3"].files == BOTH


def test_programs_that_may_be_for_several_stages_are_not_guessed(tmp_path):
    put(tmp_path, under("Ani", BOTH) | under("Budi", CHAT))
    found = taken(tmp_path)
    assert not found["Ani", "modul_contoh"].files
    assert "Tidak jelas untuk tahap mana" in found["Ani", "modul_contoh"].note


def test_what_is_unclear_is_told_also_if_nobody_handed_in_that_stage(tmp_path):
    stages = STAGES | {"proyek_chat": made("proyek_chat", programs=("app.py",))}
    put(tmp_path, under("Ani", CHAT | APP))
    [hand_in] = taken(tmp_path, stages).values()
    assert hand_in.files == BOTH and "Tidak jelas" in hand_in.note


def test_a_stage_that_was_asked_for_counts_also_if_nobody_has_it(tmp_path):
    put(tmp_path, under("Ani", CHAT))
    assert set(taken(tmp_path)) == {("Ani", "modul_contoh")}
    assert {name for _, name in taken(tmp_path, chosen=True)} == set(STAGES)


ANI = Student("210001", "Ani Wijaya", "ani@x.id")
ROSTER = [ANI, Student("210002", "Budi"), Student("3", "Eka")]


@pytest.mark.parametrize(
    "name",
    [
        "210001",
        "ani wijaya",
        "ani@x.id",
        "210001_Ani",
        "Tugas 210001",
        "Kelas B-Ani Wijaya_99_assignsubmission_file_",
        "Wijaya Ani 210001.zip",
    ],
)
def test_the_roster_says_who_it_is(tmp_path, name):
    put(tmp_path, {name: zipped(CHAT)} if name.endswith("zip") else under(name, CHAT))
    found = taken(tmp_path, ONE, ROSTER)
    assert list(found) == ["210001", "210002", "3"]
    assert (found["210001"].student, found["210001"].files) == (ANI, BOTH)
    assert not found["210001"].note
    assert found["210002"].note == "Tidak mengumpulkan apa-apa."
    assert found["210002"].missing["server.py"] == "server.py tidak dikumpulkan."


def test_who_is_not_on_the_roster_is_graded_and_told(tmp_path):
    put(tmp_path, under("Zaki", CHAT))
    hand_in = taken(tmp_path, ONE, ROSTER)["Zaki"]
    assert hand_in.files == BOTH
    assert hand_in.note == '"Zaki" tidak cocok dengan siapa pun di daftar peserta.'


def test_nobody_of_the_roster_is_guessed(tmp_path):
    roster = [*ROSTER, Student("210004", "Ani Wijaya"), Student("99", "Zaki")]
    put(tmp_path, under("Ani Wijaya", CHAT) | under("Budi_99_assignsubmission_file_", CHAT))
    found = taken(tmp_path, ONE, roster)
    assert "beberapa peserta: 210001, 210004" in found["Ani Wijaya"].note
    assert "beberapa peserta: 99, 210002" in found["Budi"].note
    assert not any(found[student.id].files for student in roster)


def test_the_longer_of_two_names_is_meant_where_both_stand(tmp_path):
    put(tmp_path, under("A-Ani Wijaya", CHAT))
    found = taken(tmp_path, ONE, [Student("1", "Ani"), Student("2", "Ani Wijaya")])
    assert found["2"].files == BOTH and not found["1"].files


def test_a_number_in_the_name_is_the_id(tmp_path):
    put(tmp_path, under("2110001_Ani Wijaya", CHAT) | under("Budi - 2110002", CHAT))
    students = [hand_in.student for hand_in in taken(tmp_path, ONE).values()]
    assert students == [Student("2110001", "Ani Wijaya"), Student("2110002", "Budi")]


def test_what_somebody_handed_in_twice_is_put_together_or_reported(tmp_path):
    put(tmp_path, under("Ani", CHAT) | {"Ani.zip": zipped(under("Ruang Obrolan", APP))})
    put(tmp_path, under("Budi", CHAT) | {"Budi.zip": zipped(under("Modul Contoh", OTHER))})
    found = taken(tmp_path)
    assert found["Ani", "modul_contoh"].files == BOTH and found["Ani", "ruang_obrolan"].files == APP
    assert not found["Budi", "modul_contoh"].files
    assert "Budi.zip/Modul Contoh" in found["Budi", "modul_contoh"].note


def test_a_broken_archive_of_a_stage_is_no_secret(tmp_path):
    put(tmp_path, under("Ani", CHAT) | {"Ani/pertemuan3.zip": b"Rar!\x1a\x07\x00"})
    found = taken(tmp_path)
    assert not found["Ani", "modul_contoh"].note
    assert "RAR" in found["Ani", "pertemuan3"].note


def trap(folder: Path):
    """One of each trap, as students of their own."""
    put(folder, {"Bom.zip": zipped({"server.py": bytes(50 << 20), "client.py": CLIENT})})
    put(folder, {"Luar.zip": zipped({"../../jahat.py": b""} | BOTH)})
    put(folder, {"Rusak.zip": zipped(BOTH)[:-30], "Rar.rar": b"Rar!\x1a\x07\x00", "Apa.zip": b""})
    put(folder, {"Tautan.zip": zipped_entry("server.py", b"/etc/passwd", 0o120777)})
    put(folder, {f"Banyak/{n}/{m}": b"" for n in range(2) for m in range(20)})
    put(folder, {"Dalam/" + "a/" * 60 + "server.py": SERVER})
    put(folder, {"Aneh.zip": zipped({"a\x1b[2J\u202e/server.py": b""})})


def test_traps_are_told_and_the_rest_go_on(tmp_path):
    trap(tmp_path / "kelas")
    put(tmp_path / "kelas", under("Ani", CHAT) | under("Zaki", CHAT))
    before = sorted(tmp_path.rglob("*"))
    found = taken(tmp_path / "kelas", ONE)
    assert found["Ani"].files == found["Zaki"].files == BOTH
    bad = [hand_in for id, hand_in in found.items() if id not in ("Ani", "Zaki")]
    assert len(bad) == 9
    for hand_in in bad:
        assert hand_in.missing and "server.py" not in hand_in.files
        assert hand_in.note and (hand_in.note + hand_in.found_at).isprintable()
    assert sorted(tmp_path.rglob("*")) == before


@POSIX
def test_links_pipes_and_sockets_are_not_opened(tmp_path):
    secret = {"rahasia/modul_contoh/server.py": b"rahasia"}
    put(tmp_path, secret)
    kelas = tmp_path / "kelas"
    put(
        kelas,
        under("Ani", CHAT) | {"Budi/modul_contoh/client.py": CLIENT, "Citra/client.py": CLIENT},
    )
    (kelas / "Budi/modul_contoh/server.py").symlink_to(tmp_path / "rahasia/modul_contoh/server.py")
    os.mkfifo(kelas / "Citra/server.py")
    os.mkfifo(kelas / "Dewi.zip")
    (kelas / "Eka").symlink_to(tmp_path / "rahasia")
    put(kelas, {"Fajar/a.txt": b""})
    (kelas / "Fajar/modul_contoh").symlink_to(tmp_path / "rahasia/modul_contoh")
    with socket.socket(socket.AF_UNIX) as door:
        (kelas / "Gita").mkdir()
        door.bind(str(kelas / "Gita/server.py"))
        found = taken(kelas, ONE)
    assert "tautan" in found["Budi"].missing["server.py"] and "tautan" in found["Budi"].note
    assert "bukan berkas biasa" in found["Citra"].missing["server.py"]
    assert "bukan berkas biasa" in found["Gita"].missing["server.py"]
    assert "Dewi.zip tidak dibuka: bukan berkas biasa." in found["Dewi"].note
    assert "tautan" in found["Eka"].note and "tautan" in found["Fajar"].note
    assert found["Ani"].files == BOTH
    assert not any(b"rahasia" in hand_in.files.values() for hand_in in found.values())


@POSIX
def test_names_that_are_no_text(tmp_path):
    name = os.fsdecode(b"Ani\xff\x1b[2J")
    put(tmp_path, under(name, CHAT | {os.fsdecode(b"Modul Contoh/x\xff.py"): b""}))
    [hand_in] = taken(tmp_path, ONE).values()
    assert hand_in.files == BOTH
    assert hand_in.student.id.isprintable() and "tidak tampak" in hand_in.note
    (hand_in.student.id + hand_in.note + hand_in.found_at).encode()


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_folder_that_may_not_be_read(tmp_path):
    put(tmp_path, under("Ani", CHAT))
    (tmp_path / "Budi").mkdir(mode=0)
    assert "tidak dibuka" in taken(tmp_path, ONE)["Budi"].note


def test_a_folder_with_too_much_in_it_is_refused(tmp_path, monkeypatch):
    put(tmp_path, under("Ani", CHAT) | {f"Budi/{n}": b"" for n in range(6)})
    monkeypatch.setattr(folders, "MOST_ENTRIES", 5)
    found = taken(tmp_path, ONE)
    assert found["Ani"].files == BOTH
    assert "terlalu banyak" in found["Budi"].note


@POSIX
def test_where_a_descriptor_cannot_name_a_folder_the_same_is_read(tmp_path, monkeypatch):
    put(tmp_path, under("Ani", CHAT) | {"Budi.zip": zipped(CHAT)} | under("Citra/a/b", BOTH))
    (tmp_path / "Citra" / "c").symlink_to("/etc")
    by_number = taken(tmp_path, ONE)
    monkeypatch.setattr(folders, "BY_NUMBER", False)
    assert taken(tmp_path, ONE) == by_number


def test_all_stages_of_the_course_are_found_as_they_are(tmp_path):
    course = stage.find()
    for each in course.values():
        for name in each.programs:
            put(tmp_path / "Ani" / each.name.upper(), {name: (each.folder / name).read_bytes()})
    assert {h.stage for h in intake.hand_ins(tmp_path, course) if h.files} == set(course)


@pytest.mark.parametrize("files", [{}, {"nilai.csv": b""}, BOTH])
def test_a_folder_without_students_is_told(tmp_path, files):
    put(tmp_path, files)
    with pytest.raises(UserError, match="tidak ada folder atau zip milik siswa"):
        taken(tmp_path)


def test_the_folder_of_one_student_is_told(tmp_path):
    put(tmp_path, under("modul_contoh", BOTH) | under("Pertemuan 3", BOTH))
    with pytest.raises(UserError, match="milik satu orang"):
        taken(tmp_path)


def test_a_large_class_with_a_roster_is_sorted_out_at_once():
    roster = [Student(f"21{n:05}", f"Siswa Nomor {n}") for n in range(2000)]
    names = [
        f"Kelas-{student.name}_7{n}_assignsubmission_file_" for n, student in enumerate(roster)
    ]
    found = whose.owners(names, roster)
    assert [owner.student for owner in found] == roster
    assert all(len(owner.names) == 1 and not owner.notes for owner in found)


def test_programs_that_are_nobodys_are_named(tmp_path):
    put(tmp_path, {"Ani - server.py": SERVER, "Ani_1_assignsubmission_file_server.py": SERVER})
    put(tmp_path, {"peserta.csv": b"", "Budi.zip": zipped(CHAT)})
    assert collection.loose(tmp_path) == ["Ani - server.py"]


@pytest.mark.parametrize("name", ["tidak ada", "tidak ada.zip", "catatan.txt", "rusak.zip"])
def test_what_is_no_collection_is_told(tmp_path, name):
    put(tmp_path, {"catatan.txt": b"", "rusak.zip": b"PK\x03\x04"})
    with pytest.raises(UserError, match=name):
        taken(tmp_path / name)
