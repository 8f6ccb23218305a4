"""`penilai laporan`, the class on a terminal, and the examples that are drawn for both."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, TERBLOKIR, entry
from rich.console import Console

from penilai import classpage, classview, cli, examples, sources, stage, studentpage
from penilai.grade import Grader

HOSTILE = "[red]x[/] [/] \x1b[2J</script>\u202e"
BOOK = [
    entry("501", LULUS, GAGAL, name="Ani"),
    entry("502", LULUS, BELUM_PASTI, name="Budi"),
    entry("503", TERBLOKIR, TERBLOKIR, name="Citra", note="Tidak mengumpulkan apa-apa."),
    entry("501", LULUS, stage="lain", title="Lain", name="Ani"),
]


def shown(entries, width=80):
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
    classview.show(entries, console)
    return console.file.getvalue()


# On a terminal ---------------------------------------------------------------------------


def test_the_class_in_brief():
    said = shown(BOOK)
    assert said.startswith("3 siswa, 2 dinilai · nilai tengah")
    assert "gema::c1" in said and "1 ✗ Judul 1" in said
    assert "1 hasil belum pasti" in said and "Budi (502): gema::c1" in said


def test_who_handed_in_what_cannot_be_graded_is_not_passed_over():
    """They would have 0, and nobody would ask why."""
    lost = [
        entry(f"s{n}", TERBLOKIR, name=f"Siswa {n}", note=f"Tidak jelas untuk tahap mana: {n}.")
        for n in range(5)
    ]
    lines = shown([*BOOK, *lost]).splitlines()
    assert not any("Citra" in line for line in lines), "there is nothing to ask"
    [at] = [n for n, line in enumerate(lines) if "5 siswa mengumpulkan sesuatu" in line]
    assert lines[at + 1] == "  Siswa 0 (s0): Tidak jelas untuk tahap mana: 0."
    assert lines[at + 4] == "  dan 2 lagi"
    assert "tidak bisa dinilai" not in shown(BOOK)


def test_the_bars_are_as_long_as_they_should_be():
    many = [entry(str(n), LULUS) for n in range(30)] + [entry("x", GAGAL), entry("y", GAGAL)]
    bars = [line for line in shown(many).splitlines() if "█" in line]
    assert bars == ["  0–9% ██ 2" + " " * (len(bars[0]) - 11), "  100% " + "█" * 30 + " 30"]


@pytest.mark.parametrize("entries", [[], [entry("a")], BOOK[2:3], [entry("a", BELUM_PASTI)]])
def test_a_class_without_results_is_no_trouble(entries):
    assert "siswa" in shown(entries)


def test_it_stays_within_eighty_columns_and_one_screen():
    everyone = [entry(f"s{n}", *[GAGAL] * 12, *[BELUM_PASTI] * 3) for n in range(300)]
    lines = shown(everyone).splitlines()
    assert max(map(len, lines)) <= 80 and len(lines) < 50
    assert "dan 890 lagi" in lines[-1]


def test_hostile_text_is_only_text():
    bad = entry(HOSTILE, GAGAL, BELUM_PASTI, name=HOSTILE, story=(HOSTILE * 1000,))
    said = shown([bad])
    assert "\x1b" not in said and "\u202e" not in said and "[red]x[/]" in said
    assert len(said) < 5000


# The command -----------------------------------------------------------------------------


@pytest.fixture
def kelas(tmp_path, monkeypatch):
    """A class folder with the entries of BOOK, whose files nobody kept."""
    folder = tmp_path / "hasil"
    folder.mkdir()
    monkeypatch.setattr(sources, "book", lambda asked: BOOK if asked.resolve() == folder else [])
    monkeypatch.setattr(examples, "illustrated", lambda entries, folder, files: entries)
    monkeypatch.setattr(examples, "of_student", lambda entries, files: entries)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def laporan(capsys):
    def run(*words):
        code = cli.main(["laporan", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_the_page_is_written_into_the_folder(kelas, laporan):
    code, said = laporan(kelas)
    assert code == 0 and str(kelas / "laporan.html") in said and "3 siswa" in said
    assert "Citra" in (kelas / "laporan.html").read_text("utf-8")
    assert [path.name for path in kelas.iterdir()] == ["laporan.html"]


def test_a_file_of_somebody_else_is_kept(kelas, laporan):
    Path("punya.html").write_text("penting")
    code, said = laporan(kelas, "--ke", "punya.html")
    assert code == 0 and "Yang lama disimpan: punya-1.html" in said
    assert Path("punya-1.html").read_text() == "penting"
    assert "disimpan" not in laporan(kelas, "--ke", "punya.html")[1], "it is ours now"


def test_the_file_of_one_student_has_all_stages(kelas, laporan):
    code, _ = laporan(kelas, "--siswa", "501", "--ke", "ani.html")
    text = Path("ani.html").read_text("utf-8")
    assert code == 0 and "Lain" in text and "Gema" in text and "Budi" not in text
    laporan(kelas, "--siswa", "BUDI")
    assert "Budi" in (kelas / "siswa" / "502.html").read_text("utf-8")


def test_all_students_get_a_file_each_under_a_harmless_name(kelas, laporan, monkeypatch):
    ids = ["../../x", "CON", "a/b", "a\\b", "", "A_B"]
    monkeypatch.setattr(sources, "book", lambda _: [entry(id, LULUS) for id in ids])
    assert laporan(kelas, "--siswa")[0] == 0
    names = [path.name for path in (kelas / "siswa").iterdir()]
    assert len({name.casefold() for name in names}) == len(ids)
    assert not [name for name in names if set(name) & set('/\\:*?"<>|') or name[0] == "."]


def test_only_the_stage_that_is_named_is_reported(kelas, laporan):
    laporan(kelas, "--tahap", "lain")
    text = (kelas / "laporan.html").read_text("utf-8")
    assert "Ani" in text and "Budi" not in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["hasil", "--siswa", "zulu"], 'Tidak ada siswa "zulu"'),
        (["hasil", "--siswa", "--ke", "x.html"], "hanya untuk satu siswa"),
        (["hasil", "--ke", "tidak-ada/x.html"], "tidak bisa ditulis"),
        (["hasil", "--tahap", "gama"], "Yang ada: gema, lain"),
        (["kosong"], "Belum ada hasil"),
        (["tidak-ada"], "tidak bisa dibaca"),
    ],
)
def test_bad_input_gets_one_sentence(kelas, laporan, words, says):
    Path("kosong").mkdir()
    code, said = laporan(*words)
    assert code == 2 and says in said and "Traceback" not in said
    assert said.splitlines()[-1].startswith("penilai: ")


def test_two_of_the_same_name_have_to_be_told_apart(kelas, laporan, monkeypatch):
    twins = [entry(id, LULUS, name="Ani") for id in ("501", "502")]
    monkeypatch.setattr(sources, "book", lambda _: twins)
    code, said = laporan(kelas, "--siswa", "ani")
    assert code == 2 and "501, 502" in said


# The examples ----------------------------------------------------------------------------

STAGE = stage.find()["modul_contoh"]
MUTANT = Path(__file__).parents[1] / "mutants" / STAGE.name / "join_notice_missing"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """An entry of a real grading, and the files it is of."""
    folder = tmp_path_factory.mktemp("tugas")
    for path in (STAGE.folder / "client.py", MUTANT / "server.py"):
        shutil.copy(path, folder)
    with Grader(STAGE) as grader:
        report = grader.grade(folder, 5)
        isolated = not grader.reason
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return replace(entry("501", name="Ani"), stage=STAGE.name, report=report), files, isolated


def test_the_example_is_drawn_once_and_kept(graded, tmp_path, monkeypatch):
    made, files, isolated = graded
    if not isolated:
        pytest.skip("programs cannot be shut in here")
    drawn = examples.illustrated([made], tmp_path, lambda student, stage: files)
    assert [c.id for c in drawn[0].report.checks if c.events] == [
        c.id for c in made.report.checks if c.verdict is GAGAL
    ]
    assert drawn[0].report == made.report, "but for the events"
    assert "<figure" in classpage.page(drawn)
    monkeypatch.setattr(examples, "Grader", None)
    assert examples.illustrated([made], tmp_path, lambda *_: {})[0].report.checks[3].events


def test_a_student_gets_a_ladder_for_all_that_failed(graded):
    made, files, isolated = graded
    if not isolated:
        pytest.skip("programs cannot be shut in here")
    [drawn] = examples.of_student([made], lambda student, stage: files)
    failed = [check for check in made.report.checks if check.verdict is GAGAL]
    assert studentpage.page([drawn]).count("<figure") == len(failed) > 0


def test_few_students_are_graded_again_and_one_for_several_failures(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(examples, "_run", lambda wanted, files: asked.extend(wanted) or [])
    rows = [[LULUS] * n + [GAGAL] + [LULUS] * (6 - n) for n in range(7)]  # each fails elsewhere
    apart = [entry(f"s{n}", *row) for n, row in enumerate(rows)]
    examples.illustrated(apart, tmp_path, None)
    assert len(asked) == examples.GRADED
    asked.clear()
    examples.illustrated([entry("alone", *[GAGAL] * 7)], tmp_path, None)
    assert len(asked) == 7


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"x": 7}', b'{"x": [{}]}', b"\xff"])
def test_what_was_kept_and_is_damaged_does_no_harm(kept, tmp_path):
    (tmp_path / examples.FILE).write_bytes(kept)
    assert examples.illustrated([BOOK[2]], tmp_path, lambda *_: {}) == [BOOK[2]]


def test_nothing_is_run_where_programs_cannot_be_shut_in(tmp_path, monkeypatch):
    class Portable:
        rubric, reason = BOOK[0].report.checks, "win32"

        def __init__(self, its):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(examples, "Grader", Portable)
    monkeypatch.setattr(stage, "find", lambda: {"gema": STAGE})
    assert examples.illustrated(BOOK[:1], tmp_path, None) == BOOK[:1]
