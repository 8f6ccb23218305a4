"""The student's road: nothing of theirs is ever lost, and whatever is wrong is one sentence.

The course is a small one in a temporary folder, and grading is played: a program passes when it
holds no `pass`. That the real course and the real grader fit is the last part's matter.
"""

import argparse
import errno
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from penilai import cli, language, lanjut, stage, starter, workspace
from penilai.outcome import CheckResult, StageReport, Verdict
from penilai.workspace import Workspace

TASK = "# TUGAS: tulis\n# BEGIN SOLUTION\nrahasia()\n# END SOLUTION\n"
CHECKS = '''
@pytest.mark.points(60)
def test_server_{0}(room):
    """Server {0} menjawab "halo\\""""

@pytest.mark.points(40)
def test_client_{0}(visit):
    """Klien {0} bertanya"""
'''
HINTS = 'server_{0} = ["{0} satu", "{0} dua", "{0} tiga"]\nclient_{0} = ["Satu.", "Dua."]\n'


@pytest.fixture(autouse=True)
def as_before(monkeypatch):
    """Language and argparse's words are of the whole process: put back what there was."""
    before = language.current()
    monkeypatch.setattr(argparse, "_", argparse._)
    monkeypatch.delenv("PENILAI_BAHASA", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    yield
    language.choose(before)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Three stages; the last two begin with the student's own `satu`."""
    root = tmp_path / "kit"
    (root / "tests").mkdir(parents=True)
    for order, (place, earlier) in enumerate(
        [("satu", ""), ("dua", "satu"), ("exercises/tiga", "satu")], start=1
    ):
        folder = root / place
        folder.mkdir(parents=True)
        name = folder.name
        toml = f'title = "Tahap {name}: isinya"\norder = {order}\nport = 5005\n'
        write(folder / "stage.toml", toml + (f'starts_from = "{earlier}"\n' if earlier else ""))
        write(folder / "README.md", f"# Tahap {name}\n")
        write(folder / "server.py", f"# server {name}\n{TASK}")
        write(folder / "client.py", f"# client {name}\n{TASK}")
        write(folder / "petunjuk.toml", HINTS.format(name))
        write(root / "tests" / f"test_{name}.py", CHECKS.format(name))
    monkeypatch.setattr(stage, "course_root", lambda: root)
    return root


class Played:
    """A grader without programs: each is right if it holds no `pass`."""

    def __init__(self, of):
        self.name = of.name
        points = {f"server_{of.name}": 60, f"client_{of.name}": 40}
        self.rubric = [CheckResult(f"{of.name}::{c}", c, worth) for c, worth in points.items()]
        self.reason = ""

    def grade(self, folder, seed, on_result, events=False):
        checks = []
        for check, program in zip(self.rubric, ("server.py", "client.py"), strict=True):
            path = folder / program
            right = path.exists() and "pass" not in path.read_text(encoding="utf-8")
            checks.append(replace(check, verdict=Verdict.LULUS if right else Verdict.GAGAL))
            on_result(checks[-1])
        return StageReport(self.name, f"Tahap {self.name}", tuple(checks), "bubblewrap", seed)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    close = __exit__


@pytest.fixture
def here(course, tmp_path, monkeypatch):
    """A workspace, as the current folder."""
    monkeypatch.setattr(lanjut, "Grader", Played)
    monkeypatch.setattr("penilai.cek.Grader", Played)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["mulai", "ruang"]) == 0
    monkeypatch.chdir(tmp_path / "ruang")
    return tmp_path / "ruang"


@pytest.fixture
def say(capsys):
    """Run a command: its exit code, what it shows, what it complains about."""

    def run(words):
        capsys.readouterr()
        code = cli.main(words if isinstance(words, list) else words.split())
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err and "Errno" not in shown.err, shown.err
        return code, shown.out, shown.err

    return run


def write(path, text):
    path.write_text(text, encoding="utf-8")


def files(folder):
    """All files below a folder, with their contents."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def solve(folder, text="print('punya saya')\n"):
    for name in ("server.py", "client.py"):
        write(folder / name, text)


def reached(folder):
    return json.loads((folder / workspace.PROGRESS).read_text(encoding="utf-8"))


def refused(answer, *words):
    """One sentence, exit code 2, and nothing else."""
    code, out, err = answer
    assert (code, out) == (cli.WRONG_USE, ""), out + err
    assert err.startswith("penilai: ") and err.count("\n") == 1, err
    for word in words:
        assert word in err, err


# mulai -----------------------------------------------------------------------------------


def test_a_workspace_has_the_first_hand_out_and_nothing_of_the_graders(here):
    names = ["README.md", "kit.py", "satu/README.md", "satu/client.py", "satu/server.py"]
    assert [name for name in files(here) if not name.startswith(".")] == names
    assert set(files(here)) - set(names) == {workspace.PROGRESS, starter.PLACE}
    assert not [name for name, content in files(here).items() if b"rahasia" in content]
    assert "pass  # tulis kode Anda" in (here / "satu/server.py").read_text(encoding="utf-8")


def test_mulai_says_what_to_do_next(course, say, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    python = "python" if os.name == "nt" else "python3"
    code, out, _ = say(["mulai", "tugas saya"])
    assert code == 0
    steps = [line for line in out.splitlines() if line[:1].isdigit()]
    assert [line[:2] for line in steps] == ["1.", "2.", "3."], out
    assert "tugas saya" in steps[0] and steps[0].endswith(("'", '"')), "as it must be typed"
    assert "satu/README.md" in steps[1] and steps[2].endswith(f"{python} kit.py cek"), out


def test_mulai_takes_an_empty_folder_and_the_one_we_are_in(course, say, tmp_path, monkeypatch):
    (tmp_path / "kosong").mkdir()
    monkeypatch.chdir(tmp_path / "kosong")
    code, out, _ = say("mulai .")
    assert code == 0 and "cd " not in out, "we are there already"
    assert (tmp_path / "kosong" / "satu" / "server.py").is_file()


def test_mulai_understands_the_sign_for_the_home_folder(course, say, tmp_path, monkeypatch):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "rumah"))
    assert say(["mulai", "~/kuliah/jaringan"])[0] == 0
    assert (tmp_path / "rumah" / "kuliah" / "jaringan" / "satu").is_dir()


@pytest.mark.parametrize(
    ("folder", "words"),
    [("penuh", "tidak kosong"), ("berkas", "bukan folder"), ("berkas/baru", "berkas")],
)
def test_mulai_touches_no_folder_that_is_in_use(course, say, tmp_path, folder, words, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "penuh").mkdir()
    write(tmp_path / "penuh" / "catatan.txt", "punya saya")
    write(tmp_path / "berkas", "punya saya")
    before = files(tmp_path)
    refused(say(["mulai", folder]), words)
    assert files(tmp_path) == before


def test_a_workspace_is_not_begun_twice(here, say):
    solve(here / "satu")
    before = files(here)
    refused(say(["mulai", str(here)]), "sudah menjadi ruang kerja")
    assert files(here) == before


# cek, and what is kept -------------------------------------------------------------------


def test_cek_keeps_what_was_reached_and_says_what_to_type(here, say):
    code, out, _ = say("cek")
    assert code == cli.NOT_FULL and "kit.py petunjuk" in out, out
    write(here / "satu" / "server.py", "print()")
    say("cek satu")
    write(here / "satu" / "server.py", "pass")
    say("cek satu")
    standing = reached(here)["stages"]["satu"]
    assert (standing["best"], standing["possible"], standing["passed"]) == (60, 100, False)
    assert set(standing["checks"].values()) == {"gagal"}, "the best points, the latest verdicts"
    solve(here / "satu")
    assert "kit.py lanjut" in say("cek")[1]
    assert reached(here)["stages"]["satu"]["passed"]


def test_a_stage_that_was_passed_stays_so(here, say):
    solve(here / "satu")
    say("cek")
    write(here / "satu" / "server.py", "pass")
    say("cek")
    assert reached(here)["stages"]["satu"]["passed"]


@pytest.mark.parametrize("inside", [".", "satu", "satu/dalam", "catatan"])
def test_cek_finds_the_opened_stages_from_anywhere_inside(here, say, inside, monkeypatch):
    (here / inside).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(here / inside)
    for words in ("cek", "cek satu", "cek satu/", "cek .\\satu\\"):
        _, out, err = say(words)
        assert "Tahap satu" in out and err == "", out + err
    assert "satu" in reached(here)["stages"]


def test_cek_of_a_closed_stage_says_how_to_open_it(here, say):
    refused(say("cek dua"), '"dua" belum dibuka', "lanjut")


def test_a_folder_elsewhere_is_graded_but_not_kept(here, say, tmp_path):
    (tmp_path / "teman").mkdir()
    solve(tmp_path / "teman")
    assert say(["cek", "satu", "--folder", str(tmp_path / "teman")])[0] == cli.FULL
    assert reached(here)["stages"] == {}


def test_cek_from_outside_is_kept_too(here, say, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    say("cek --folder ruang")
    assert "satu" in reached(here)["stages"]


def test_cek_tells_of_a_program_that_was_deleted(here, say):
    (here / "satu" / "client.py").unlink()
    code, out, _ = say("cek")
    assert code == cli.NOT_FULL and "kit.py ulangi satu" in out, out


# lanjut ----------------------------------------------------------------------------------


def test_a_stage_that_is_not_passed_opens_nothing(here, say):
    before = files(here / "satu")
    code, out, err = say("lanjut")
    assert (code, err) == (cli.NOT_FULL, ""), err
    assert "server_satu" in out and "0/60" in out and "belum lulus (0/100)" in out, out
    assert files(here / "satu") == before and not (here / "dua").exists()


def test_the_next_stage_starts_with_the_students_own_code(here, say):
    solve(here / "satu")
    write(here / "satu" / "bantuan.py", "print('modul saya')\n")
    write(here / "satu" / "catatan.txt", "bukan bagian dari program")
    code, out, _ = say("lanjut")
    assert code == 0 and "Kode Anda dari satu" in out and "kit.py cek dua" in out, out
    own = {name: files(here / "satu")[name] for name in ("server.py", "client.py", "bantuan.py")}
    assert files(here / "dua") == {**own, "README.md": b"# Tahap dua\n"}


def test_the_next_stage_can_start_with_the_example(here, say):
    solve(here / "satu")
    code, out, _ = say("lanjut --dari-contoh")
    assert code == 0 and "Kode Anda" not in out, out
    assert b"# server dua\n" in files(here / "dua")["server.py"]
    assert not [c for c in files(here / "dua").values() if b"rahasia" in c or b"punya saya" in c]


def graded_as(monkeypatch, *verdicts):
    """Let every grading come out like this."""

    def play(self, folder, seed, on_result, events=False):
        pairs = zip(self.rubric, verdicts, strict=True)
        checks = tuple(replace(check, verdict=verdict) for check, verdict in pairs)
        return StageReport(self.name, "Tahap", checks, "bubblewrap", seed)

    monkeypatch.setattr(Played, "grade", play)


def test_what_is_unsure_holds_nobody_back(here, say, monkeypatch):
    graded_as(monkeypatch, Verdict.LULUS, Verdict.BELUM_PASTI)
    assert say("lanjut")[0] == 0 and (here / "dua").is_dir()


def test_where_nearly_all_is_unsure_nothing_was_shown(here, say, monkeypatch):
    graded_as(monkeypatch, Verdict.BELUM_PASTI, Verdict.LULUS)
    code, out, _ = say("lanjut")
    assert code == cli.UNSURE and "belum pasti" in out and not (here / "dua").exists(), out


def test_what_is_blocked_holds_back(here, say, monkeypatch):
    graded_as(monkeypatch, Verdict.LULUS, Verdict.TERBLOKIR)
    assert say("lanjut")[0] == cli.NOT_FULL and not (here / "dua").exists()


@pytest.mark.parametrize("make", [lambda p: write(p, "punya saya"), lambda p: p.symlink_to("x")])
def test_what_stands_in_the_place_of_a_stage_stays(here, say, make):
    solve(here / "satu")
    make(here / "dua")
    refused(say("lanjut"), "sudah ada dan tidak diubah")
    assert not (here / "dua").is_dir()


def test_lanjut_names_a_program_that_was_deleted(here, say):
    solve(here / "satu")
    (here / "satu" / "server.py").unlink()
    refused(say("lanjut"), "satu: server.py tidak ada", "kit.py ulangi satu")


def test_a_stage_to_start_from_that_is_gone_is_named_with_the_way_out(here, say):
    walk_to_the_end(here, say, until="dua")
    shutil.rmtree(here / "satu")
    refused(say("lanjut"), "dimulai dari sana", "lanjut --dari-contoh")
    assert say("lanjut --dari-contoh")[0] == 0


def walk_to_the_end(here, say, until="tiga"):
    solve(here / "satu")
    while Workspace.open(here).current().name != until:
        assert say("lanjut")[0] == 0


def test_at_the_end_of_the_road_there_are_congratulations(here, say):
    walk_to_the_end(here, say)
    assert (here / "exercises" / "tiga" / "server.py").is_file()
    before = files(here)
    code, out, _ = say("lanjut")
    assert code == 0 and "Selamat" in out, out
    assert set(files(here)) == set(before)


def test_at_the_end_of_the_road_a_project_of_ones_own_begins(here, course, say):
    kuis = course / "exercises" / "kuis"
    kuis.mkdir()
    write(kuis / "stage.toml", 'title = "Kuis"\norder = 9\nport = 5006\nown = true\n')
    write(kuis / "README.md", "# Kuis\n")
    write(kuis / "test_kuis.py", CHECKS.format("kuis"))
    for program in ("server.py", "client.py"):
        write(kuis / program, f"# kuis\n{TASK}")
    walk_to_the_end(here, say)
    code, out, _ = say("lanjut")
    assert code == 0 and "cek kuis" in out, out
    made = files(here / "exercises" / "kuis")
    assert set(made) == {"README.md", "stage.toml", "test_kuis.py", "server.py", "client.py"}
    assert b"rahasia" not in made["server.py"], "the answer is not handed out"
    write(here / "exercises" / "kuis" / "server.py", "# punya saya\n")
    assert say("lanjut")[0] == 0
    assert files(here / "exercises" / "kuis")["server.py"] == b"# punya saya\n", "never over it"


# peta ------------------------------------------------------------------------------------


def test_the_road_shows_where_we_are_and_the_points(here, say):
    solve(here / "satu")
    say("lanjut")
    write(here / "dua" / "client.py", "pass")
    say("cek dua")
    code, out, _ = say("peta")
    rows = {
        line.split()[1]: line for line in out.splitlines() if line[1:2] in "✓→○·" and line.strip()
    }
    assert code == 0 and list(rows) == ["satu", "dua", "tiga"], out
    assert "100/100" in rows["satu"] and "selesai" in rows["satu"], out
    assert "60/100" in rows["dua"] and "di sini" in rows["dua"], out
    assert "tertutup" in rows["tiga"], out
    assert "160 dari 300" in out and "kit.py cek dua" in out, out
    assert max(map(len, out.splitlines())) <= 80, out


def test_the_road_says_when_to_go_on_and_when_all_is_done(here, say):
    solve(here / "satu")
    say("cek")
    assert "kit.py lanjut" in say("peta")[1]
    walk_to_the_end(here, say)
    say("cek")
    assert "Selamat" in say("peta")[1]


# petunjuk --------------------------------------------------------------------------------


def test_hints_come_one_at_a_time_and_are_remembered(here, say):
    outs = [say("petunjuk server_satu")[1] for _ in range(4)]
    for number, out in enumerate(outs[:3], 1):
        assert f"petunjuk {number} dari 3" in out, out
        assert [word for word in ("satu satu", "satu dua", "satu tiga") if word in out] == [
            "satu satu",
            "satu dua",
            "satu tiga",
        ][:number], out
    assert "Ketik lagi" in outs[0] and "petunjuk terakhir" in outs[2], outs
    assert outs[3] == outs[2], "there is no other"


@pytest.mark.parametrize(
    "words",
    [
        "client_satu",
        "satu::client_satu",
        "test_client_satu",
        "Klien satu bertanya",
        "klien  SATU bertanya",
        "satu::Klien satu bertanya",
    ],
)
def test_a_check_may_be_named_as_it_is_seen(here, say, words):
    code, out, err = say(["petunjuk", *words.split(" ")])
    assert code == 0 and "Klien satu bertanya" in out and "1. Satu." in out, out + err


def test_a_sentence_with_quotes_may_be_typed_without(here, say):
    assert say(["petunjuk", "Server satu menjawab halo"])[0] == 0


def test_without_a_name_the_first_red_check_is_meant(here, say):
    assert "Server satu" in say("petunjuk")[1], "nothing was graded yet: the first one"
    write(here / "satu" / "server.py", "print()")
    say("cek")
    assert "Klien satu" in say("petunjuk")[1]
    solve(here / "satu")
    say("cek")
    code, out, _ = say("petunjuk")
    assert code == 0 and "sudah lulus" in out, out


def test_a_mistyped_check_brings_the_nearest_names(here, say):
    refused(say("petunjuk servr_satu"), "Maksud Anda: server_satu")
    refused(say("petunjuk qqqqqqqqqq"), "README")


def test_checks_of_earlier_stages_are_found_and_of_closed_ones_not(here, say):
    walk_to_the_end(here, say, until="dua")
    code, out, _ = say("petunjuk server_satu")
    assert code == 0 and "petunjuk satu::server_satu" in out, out
    refused(say("petunjuk tiga::server_tiga"), '"tiga" belum dibuka')
    refused(say("petunjuk server_tiga"), "Maksud Anda")


def test_a_check_without_hints_is_no_traceback(here, say, course):
    (course / "satu" / "petunjuk.toml").unlink()
    refused(say("petunjuk server_satu"), "Belum ada petunjuk")


@pytest.mark.parametrize(
    "text", ["x = ", 'server_satu = "satu"', "server_satu = [1]", "[server_satu]"]
)
def test_a_wrong_file_of_hints_is_named(here, say, course, text):
    write(course / "satu" / "petunjuk.toml", text)
    refused(say("petunjuk server_satu"), "petunjuk.toml")


# ulangi ----------------------------------------------------------------------------------


def aside(here, name="satu"):
    return sorted(path for path in here.iterdir() if path.name.startswith(f"{name}.lama-"))


def test_a_hand_out_is_put_back_and_the_old_folder_kept(here, say):
    fresh = files(here / "satu")
    solve(here / "satu")
    (here / "satu" / "gambar").mkdir()
    write(here / "satu" / "gambar" / "layar.txt", "punya saya")
    mine = files(here / "satu")
    code, out, _ = say("ulangi satu/")
    assert code == 0 and str(aside(here)[0]) in out, out
    assert files(here / "satu") == fresh and files(aside(here)[0]) == mine


def test_an_older_folder_aside_is_not_overwritten(here, say):
    for text in ("pertama", "kedua", "ketiga"):
        solve(here / "satu", text)
        say("ulangi satu")
    kept = {(path / "server.py").read_text(encoding="utf-8") for path in aside(here)}
    assert kept == {"pertama", "kedua", "ketiga"}


def test_folders_aside_are_no_stages(here, say):
    solve(here / "satu")
    say("ulangi satu")
    assert [one.name for one in Workspace.open(here).opened()] == ["satu"]
    assert say("cek")[1].count("Tahap satu") == 1
    assert ".lama-" not in say("peta")[1]


def test_a_stage_that_started_from_own_code_gets_the_courses_hand_out(here, say):
    walk_to_the_end(here, say, until="dua")
    assert say("ulangi dua")[0] == 0
    assert b"# server dua\n" in files(here / "dua")["server.py"]
    assert b"punya saya" in files(aside(here, "dua")[0])["server.py"]


def test_who_is_inside_is_told_to_go_to_the_new_folder(here, say, monkeypatch):
    monkeypatch.chdir(here / "satu")
    code, out, _ = say("ulangi satu")
    assert code == 0 and f"cd {here / 'satu'}" in out, out


@pytest.mark.parametrize(
    ("words", "says"), [("ulangi dua", "belum dibuka"), ("ulangi empat", "empat")]
)
def test_only_a_stage_that_was_open_is_put_back(here, say, words, says):
    before = files(here)
    refused(say(words), says)
    assert files(here) == before


def test_a_folder_that_was_deleted_is_put_back(here, say):
    walk_to_the_end(here, say, until="dua")
    say("cek")
    shutil.rmtree(here / "dua")
    shutil.rmtree(here / "satu")
    refused(say("lanjut"), "kit.py ulangi satu")
    for name in ("satu", "dua"):
        assert say(f"ulangi {name}")[0] == 0
        assert (here / name / "server.py").is_file()
    assert not aside(here) and not aside(here, "dua")


# What may be wrong with a workspace ------------------------------------------------------

COMMANDS = ["lanjut", "peta", "petunjuk", "ulangi satu"]


@pytest.mark.parametrize("words", COMMANDS)
def test_a_folder_that_is_no_workspace_is_said_with_the_way_to_one(
    course, say, tmp_path, words, monkeypatch
):
    (tmp_path / "lain").mkdir()
    monkeypatch.chdir(tmp_path / "lain")
    refused(say(words), "bukan ruang kerja", "mulai")
    assert not list((tmp_path / "lain").iterdir())


STAGE_AS_JSON = (
    '{"stages": {"dulu": {"best": 5, "possible": 9, "passed": true, "checks": {"a": "lulus"}}},'
    ' "hints": {}}'
)
DAMAGED = {
    "empty": b"",
    "cut off": b'{"version": 1, "stages": {"satu": {"be',
    "zeros": bytes(200),
    "not ours": b'["satu"]',
    "a number": b"7",
    "no stages": b'{"hints": {}}',
    "points as text": STAGE_AS_JSON.replace("5", '"x"').encode(),
    "a strange verdict": STAGE_AS_JSON.replace("lulus", "bagus").encode(),
    "hints below nothing": b'{"stages": {}, "hints": {"satu::x": -3}}',
    "deep": b"[" * 100_000,
    "latin-1": '{"stages": {"é": 1}}'.encode("latin-1"),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_damaged_progress_is_begun_anew_and_said_once(here, say, content):
    walk_to_the_end(here, say, until="dua")
    (here / workspace.PROGRESS).write_bytes(content)
    code, out, err = say("peta")
    assert code == 0 and err.count("\n") == 1 and "tidak terbaca" in err, err
    assert "di sini" in out and "terbuka" in out, "what is opened is seen from the folders"
    assert (here / ".penilai" / "kemajuan.rusak.json").read_bytes() == content, "kept aside"
    assert say("peta")[2] == "", "it is whole now"
    assert say("lanjut")[0] == 0 and "tiga" in say("peta")[1]


def test_progress_that_was_deleted_is_begun_anew(here, say):
    (here / workspace.PROGRESS).unlink()
    code, _, err = say("peta")
    assert code == 0 and "tidak terbaca" in err, err
    assert reached(here) == {"version": 1, "stages": {}, "hints": {}}


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may read anything")
def test_progress_that_is_locked_is_not_overwritten(here, say):
    solve(here / "satu")
    say("cek")
    before = (here / workspace.PROGRESS).read_bytes()
    (here / workspace.PROGRESS).chmod(0)
    code, out, err = say("cek")
    assert code == 0 and "100/100" in out and "kemajuan.json" in err, err
    refused(say("peta"), "kemajuan.json")
    (here / workspace.PROGRESS).chmod(0o600)
    assert (here / workspace.PROGRESS).read_bytes() == before


def test_a_folder_in_the_place_of_the_progress_is_put_aside(here, say):
    (here / workspace.PROGRESS).unlink()
    (here / workspace.PROGRESS).mkdir()
    write(here / starter.PLACE, "[]")
    assert say("peta")[0] == 0 and reached(here)["stages"] == {}


def test_a_second_damage_keeps_both(here, say):
    for content in (b"satu", b"dua"):
        (here / workspace.PROGRESS).write_bytes(content)
        say("peta")
    kept = {path.read_bytes() for path in (here / ".penilai").glob("kemajuan.rusak*")}
    assert kept == {b"satu", b"dua"}


def test_stages_that_the_course_no_longer_has_do_no_harm(here, say):
    write(here / workspace.PROGRESS, STAGE_AS_JSON)
    assert say("peta")[2] == "" and say("cek")[2] == ""
    assert "dulu" in reached(here)["stages"]


# A disk that is full, a folder that is locked --------------------------------------------


STATES = {
    "mulai": ("mulai ../baru", lambda here: None),
    "lanjut": ("lanjut", lambda here: solve(here / "satu")),
    "lanjut into exercises": ("lanjut", None),
    "ulangi": ("ulangi satu", lambda here: solve(here / "satu")),
}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, None])
@pytest.mark.parametrize(("words", "prepare"), STATES.values(), ids=STATES)
def test_wherever_the_disk_fails_nothing_is_lost_and_nothing_is_half(
    here, say, monkeypatch, number, words, prepare
):
    if prepare is None:
        walk_to_the_end(here, say, until="dua")
    else:
        prepare(here)
    before = tree(here)
    for at in range(1, 40):
        with monkeypatch.context() as patch:
            asked = arm(patch, number, at)
            answer = say(words)
        if len(asked) < at:
            assert answer[0] == 0 and at > 3, "the last one went through"
            return
        code, out, err = answer
        assert code == (cli.WRONG_USE if number else 130), (at, err)
        assert out == "" and err.count("\n") == 1, (at, out, err)
        assert tree(here) == before and not (here / "../baru").exists(), (at, asked[-1])
    raise AssertionError("it never ended")


def arm(patch, number, at):
    """Let the `at`-th change of the disk fail (no number: Ctrl-C); the list grows with each."""
    asked = []
    for of, name in ((Path, "write_bytes"), (Path, "mkdir"), (Path, "rename"), (os, "replace")):
        real = getattr(of, name)

        def do(*words, real=real, name=name, **more):
            asked.append(name)
            if len(asked) == at:
                raise OSError(number, os.strerror(number)) if number else KeyboardInterrupt
            return real(*words, **more)

        patch.setattr(of, name, do)
    return asked


def tree(here):
    """What matters of a workspace: the files but the progress, and the folders."""
    folders = {path.relative_to(here).as_posix() for path in here.rglob("*") if path.is_dir()}
    return folders, {n: c for n, c in files(here).items() if not n.startswith(".penilai")}
