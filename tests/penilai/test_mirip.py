"""`penilai mirip`: from what a class handed in to a list and a page to talk about."""

import re
from pathlib import Path

import pytest
from rich.console import Console

from penilai import alikepage, alikeview, cli, resemblance, stage
from penilai.book import Student
from penilai.fingerprint import Key
from penilai.handin import HandIn
from penilai.store import Book

STAGES = stage.find()
MODUL = STAGES["modul_contoh"]
HONEST = Path(__file__).parents[1] / "honest" / "modul_contoh"
SOURCE = (HONEST / "class_based" / "server.py").read_text(encoding="utf-8")
OTHER = (HONEST / "asyncio_streams" / "server.py").read_text(encoding="utf-8")
COPY = SOURCE.replace("room", "kamar")
ATTACK = '[red]"><script>alert(1)</script> \x1b[31m\u202e'
PURPOSE = "Bahan percakapan, bukan nilai"


@pytest.fixture
def mirip(capsys, tmp_path, monkeypatch):
    """Runs the command in an empty folder; the exit code and all that was said."""
    monkeypatch.chdir(tmp_path)

    def run(*words):
        code = cli.main(["mirip", *map(str, words)])
        said = capsys.readouterr()
        return code, re.sub(r"\s+", " ", said.out + said.err)

    return run


@pytest.fixture
def collection(tmp_path):
    """Folders of three students; Budi copied from Ani."""
    for name, text in {"ani": SOURCE, "budi": COPY, "citra": SOURCE + OTHER}.items():
        folder = tmp_path / "kumpulan" / name / "modul_contoh"
        folder.mkdir(parents=True)
        (folder / "server.py").write_text(text, encoding="utf-8")
    return tmp_path / "kumpulan"


def found(*handed, least=0.6):
    each = [(Student(*names), {"server.py": text.encode()}) for *names, text in handed]
    return [resemblance.of_stage(MODUL, STAGES, each, least)]


def shown(results):
    console = Console(width=80, highlight=False, markup=False, emoji=False, record=True)
    with console.capture() as said:
        alikeview.show(results, 0.6, console)
    return said.get()


# On the screen and on the page -----------------------------------------------------------


def test_both_say_who_and_how_much_and_what_for():
    results = found(("501", "Ani", SOURCE), ("502", "Budi", COPY), ("503", "Citra", OTHER))
    for text in (shown(results), alikepage.page(results, 0.6)):
        assert "Ani (501) ↔ Budi (502)" in text and "100%" in text and "server.py" in text
        assert PURPOSE in text and "Citra" not in text


def test_the_page_has_the_lines_of_both_side_by_side_and_needs_nothing_else():
    page = alikepage.page(found(("ani", SOURCE), ("budi", COPY)), 0.6)
    line, copy = (f"self.{name}.broadcast(line" for name in ("room", "kamar"))
    own = re.findall(r'<span class="own"><i>(\d+)</i>(.*)</span>', page)
    marked = {text.strip(): number for number, text in own if "broadcast(line" in text}
    [number, its] = (marked[text] for text in marked if text.startswith((line, copy)))
    assert number == its and page.index(line) < page.index(copy)
    assert "default-src 'none'" in page and "http://" not in page and "https://" not in page


def test_what_students_wrote_is_data_everywhere():
    text = SOURCE + f"x = '{ATTACK}'\n"
    evil = Student(ATTACK), Student("502", ATTACK)
    results = found(*((s.id, s.name, text + f"y = {n}\n") for n, s in enumerate(evil)))
    same = found(*((s.id, s.name, text) for s in evil))
    for each in (results, same):
        page, screen = alikepage.page(each, 0.6), shown(each)
        assert "<script>alert" not in page and "&lt;script&gt;" in page
        assert "\x1b[31m" not in page + screen and "\u202e" not in page + screen
        assert "[red]" in screen


def test_the_screen_is_80_columns_wide_whatever_the_names_are():
    many = [(f"{n}" * 90, SOURCE) for n in range(9)]
    screen = shown(found(*many))
    assert max(map(len, screen.split("\n"))) <= 80 and "dan 5 lagi" in screen


def test_many_cases_are_counted_not_shown():
    copies = [(f"s{n:02}", SOURCE + f"x{n} = [1]\n" * n) for n in range(8)]
    results = found(*copies, least=0.1)
    assert len(results[0].cases) == 28 and "dan 8 lagi" in re.sub(r"\s+", " ", shown(results))


def test_that_nobody_is_alike_is_said():
    results = found(("ani", SOURCE), ("citra", OTHER))
    for text in (shown(results), alikepage.page(results, 0.6)):
        assert "Tidak ada yang mirip 60% atau lebih." in text and PURPOSE[:20] in text


def test_what_was_not_compared_is_said():
    results = found(("ani", SOURCE), ("budi", "x = 1\n" * 9000))
    for text in (shown(results), alikepage.page(results, 0.6)):
        assert "budi: server.py terlalu panjang, tidak dibandingkan." in text


# The command -----------------------------------------------------------------------------


def test_a_collection_is_compared(mirip, collection, tmp_path):
    code, said = mirip(collection)
    assert code == 0 and "ani ↔ budi" in said and "3 siswa" in said and PURPOSE in said
    assert "ani ↔ budi" in (tmp_path / "mirip.html").read_text(encoding="utf-8")


def test_a_class_that_was_graded_needs_no_collection(mirip, tmp_path):
    folder = tmp_path / "hasil"
    texts = {"501": SOURCE, "502": COPY, "503": OTHER}
    handed = [
        HandIn(Student(id, f"Nama {id}"), "modul_contoh", {"server.py": text.encode()}, {})
        for id, text in texts.items()
    ]
    keys = [Key(f"isi {id}", "cek", "tetap:7", "isolasi") for id in texts]
    with Book.open(folder) as book:
        book.begin(handed, keys)
        code, said = mirip(folder)  # a run that goes on disturbs nobody
    assert code == 0 and "3 siswa" in said and "Nama 503" not in said
    page = (folder / "mirip.html").read_text(encoding="utf-8")
    assert "Nama 501 (501) ↔ Nama 502 (502)" in page


def test_a_page_of_ours_is_written_again_and_a_file_of_the_users_is_kept(mirip, collection):
    target = collection.parent / "punya saya.html"
    target.write_text("penting", encoding="utf-8")
    assert mirip(collection, "--keluaran", target)[0] == 0
    assert mirip(collection, "--keluaran", target)[0] == 0
    kept = [p.name for p in collection.parent.glob("*.html")]
    assert sorted(kept) == ["punya saya-1.html", "punya saya.html"]


def test_how_alike_can_be_said_with_a_comma(mirip, collection):
    assert "↔ citra" not in mirip(collection, "--minimal", "0.9")[1]
    assert "↔ citra" in mirip(collection, "--minimal", "0,3")[1]


@pytest.mark.parametrize("least", ["0", "-1", "60", "nan", "banyak"])
def test_a_wrong_share_is_a_sentence(mirip, collection, least):
    code, said = mirip(collection, f"--minimal={least}")
    assert code == 2 and "di antara 0 dan 1" in said


def test_a_stage_that_nobody_handed_in_is_a_sentence(mirip, collection):
    code, said = mirip(collection, "--tahap", "pertemuan3")
    assert code == 2 and "tidak ada program" in said
    code, said = mirip(collection, "--tahap", "gema")
    assert code == 2 and 'Tidak ada tahap "gema"' in said


def test_a_page_that_cannot_be_written_is_a_sentence(mirip, collection):
    code, said = mirip(collection, "--keluaran", collection)
    assert code == 2 and "tidak bisa ditulis" in said


def test_a_folder_that_is_not_there_is_a_sentence(mirip, tmp_path):
    assert mirip(tmp_path / "tidak ada")[0] == 2
