"""The page of a class: whole, harmless, and what it says is what the entries say."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, TERBLOKIR, decision, entry
from pagetags import Tags

from penilai import classpage, depth, language, pages, studentpage
from penilai.book import Entry, Student

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=y>\"'&\x00\x1b[2J\u202e{{7*7}}"
CLASS = [
    entry("501", LULUS, GAGAL, LULUS, name="Ani"),
    entry("502", LULUS, BELUM_PASTI, GAGAL, name="Budi"),
    entry("503", *[TERBLOKIR] * 3, name="Citra", story=("Tidak mengumpulkan apa-apa.",)),
    entry(
        *("504", BELUM_PASTI, LULUS, LULUS),
        name="Dewi",
        decisions=[decision("gema::c0", LULUS, "Benar kok.")],
    ),
]
MORE = [entry("501", GAGAL, GAGAL, stage="lain", title="Lain"), entry("502", stage="lain")]


def section(page, id):
    """The markup of one section."""
    [found] = re.findall(rf'<section (?:class="person" )?id="{id}">.*?</section>', page, re.S)
    return found


def cells(page, name):
    """The row of the map that belongs to this student: its cells, as text."""
    [row] = re.findall(rf"<a href=[^>]*>{name}</a>(.*)", section(page, "peta"))
    return re.findall(r"<td[^>]*>([^<]*)", row)


# The whole -------------------------------------------------------------------------------


@pytest.mark.parametrize("entries", [CLASS, CLASS + MORE, [], [entry("a")], CLASS[2:3]])
def test_the_page_is_whole_and_its_links_lead_somewhere(entries):
    tags = Tags(classpage.page(entries))
    assert tags.open == []
    ids = tags.ids()
    assert len(set(ids)) == len(ids)
    assert {href.removeprefix("#") for href in tags.hrefs()} <= set(ids)


def test_the_page_needs_neither_a_network_nor_a_script():
    text = classpage.page(CLASS + MORE)
    assert not re.search(r"https?:|//[a-z]|\bsrc=|url\(|@import|<script", text)
    assert "default-src 'none'; style-src 'unsafe-inline'; base-uri" in text


def test_a_screen_reader_gets_headers_and_regions_a_keyboard_can_reach():
    tags = Tags(classpage.page(CLASS + MORE))
    assert all("scope" in th for th in tags.all("th") if th)
    for region in [a for a in tags.all("div") if "scroll" in a.get("class", "")]:
        assert region["tabindex"] == "0" and region["role"] == "region" and region["aria-label"]
    assert tags.all("html")[0]["lang"] == "id"


def test_it_says_when_it_was_written():
    assert "2026-05-04 10:00" in classpage.page(CLASS, datetime(2026, 5, 4, 10, tzinfo=UTC))


def test_it_is_in_the_language_of_the_reader():
    language.choose("en")
    text = classpage.page(CLASS)
    assert '<html lang="en">' in text and "Discrimination" in text and "Daya pisah" not in text


# What it says ----------------------------------------------------------------------------


def test_the_map_has_a_sign_for_each_student_and_check():
    text = classpage.page(CLASS)
    assert cells(text, "Ani") == ["20", "✓", "✗", "✓"]
    assert cells(text, "Budi") == ["10", "✓", "?", "✗"]
    assert cells(text, "Dewi") == ["30", "✓*", "✓", "✓"], "what was decided is marked"


def test_who_handed_in_nothing_has_a_word_in_place_of_signs():
    assert cells(classpage.page(CLASS), "Citra") == ["0", "Tidak mengumpulkan apa-apa."]


def test_with_several_stages_each_has_its_points():
    text = classpage.page(CLASS + MORE)
    assert cells(text, "Ani") == ["20", "20", "✓", "✗", "✓", "0", "✗", "✗"]
    assert cells(text, "Budi")[-2:] == ["0", "Tidak ada yang dikumpulkan."]
    assert cells(text, "Dewi")[-2:] == ["", ""], "that stage is none of theirs"


def test_who_is_unsure_stands_apart_until_it_is_decided():
    apart = section(classpage.page(CLASS), "putuskan")
    assert "Budi" in apart and "gema::c1" in apart and "Dewi" not in apart and "501" not in apart
    settled = replace(CLASS[1], decisions=(decision("gema::c1"),))
    assert 'id="putuskan"' not in classpage.page([CLASS[0], settled])


def test_notes_are_told_once_with_all_who_have_them():
    noted = [replace(e, note="Dua server.py ada.") for e in CLASS[:2]]
    said = section(classpage.page(noted), "catatan")
    assert said.count("Dua server.py ada.") == 1 and "Ani" in said and "Budi" in said


def test_each_check_has_its_numbers():
    table = Tags(section(classpage.page(CLASS), "pemeriksaan")).text
    assert re.search(r"Judul 1 c1\s*101101?", table.replace("\n", "")), table
    assert "33%" in table or "50%" in table


def test_the_commonest_failure_comes_first_with_an_example():
    many = [entry(f"s{n}", LULUS, GAGAL, name=f"Siswa {n}") for n in range(20)]
    said = section(classpage.page([entry("x", GAGAL, LULUS, name="Xena"), *many]), "kegagalan")
    first, second = said.split("<details")[1:]
    assert "20 siswa" in first and "Judul 1" in first and "Ani menunggu." in first
    assert "dan 8 lagi" in first and first.count("href=") == 12
    assert "1 siswa" in second and "Xena" in second and " open" not in second.partition(">")[0]


def test_the_example_has_its_ladder_where_the_story_is_known():
    event = {"at": 0.1, "kind": "received", "who": "Ani", "peer": "server.py", "data": "halo\n"}
    report = CLASS[0].report
    checks = [replace(c, events=(event,)) if c.verdict is GAGAL else c for c in report.checks]
    drawn = replace(CLASS[0], report=replace(report, checks=tuple(checks)))
    assert "<figure" in section(classpage.page([drawn]), "kegagalan")
    assert "<figure" in studentpage.page([drawn])
    assert "<figure" not in classpage.page(CLASS)


def test_every_student_has_a_page_with_the_story_and_what_was_decided():
    text = classpage.page(CLASS)
    assert "Ani menunggu." in section(text, "s1") and "Coba lagi." in section(text, "s1")
    assert "Diputuskan oleh bu Rina, 2026-05-04 10:00: Benar kok." in section(text, "s4")
    assert "Tidak mengumpulkan apa-apa." in section(text, "s3")


def test_grading_without_isolation_is_said():
    open_air = replace(CLASS[0], report=replace(CLASS[0].report, isolation="portabel"))
    assert "tidak terisolasi (portabel), terisolasi: bubblewrap" in classpage.page(
        [open_air, CLASS[1]]
    )


# What others wrote -----------------------------------------------------------------------


@pytest.mark.parametrize("place", ["name", "id", "email", "note", "story", "title", "why", "stage"])
@pytest.mark.parametrize("page", [classpage.page, studentpage.page])
def test_hostile_text_is_only_text(place, page):
    made = entry("1", GAGAL, BELUM_PASTI, TERBLOKIR, decisions=[decision("gema::c1")])
    report = made.report
    if place in ("name", "id", "email"):
        made = replace(made, student=replace(Student("1"), **{place: HOSTILE}))
    elif place == "note":
        made = replace(made, note=HOSTILE)
    elif place == "stage":
        made = replace(made, stage=HOSTILE, report=replace(report, title=HOSTILE))
    elif place == "why":
        made = replace(made, decisions=(decision("gema::c1", why=HOSTILE),))
    else:
        field = {"story": (HOSTILE,)} if place == "story" else {"title": HOSTILE}
        checks = tuple(replace(check, **field) for check in report.checks)
        made = replace(made, report=replace(report, checks=checks))
    text = page([made])
    tags = Tags(text)
    assert tags.open == [] and not tags.all("img") and not tags.all("script")
    assert place == "email" or "{{7*7}}" in tags.text, "it is not run as a template"
    assert not [c for c in text if not c.isprintable() and c != "\n"], "nothing acts on the reader"


@pytest.mark.parametrize(("largest", "there"), [(60_000, (1, 1)), (12_000, (0, 1)), (900, (0, 0))])
def test_a_huge_class_gets_shorter_stories(largest, there, monkeypatch):
    monkeypatch.setattr(depth, "LARGEST", largest)
    long = [entry(str(n), GAGAL, story=("mula " * 300, "usai")) for n in range(20)]
    people = classpage.page(long).partition('<section class="person"')[2]
    assert (people.count("mula ") // 300, people.count("usai")) == tuple(20 * n for n in there)
    assert people.count("<code>c0</code>") == 20
    assert people.count("penilai laporan FOLDER --siswa") == (0 if there == (1, 1) else 20)


# The page of one -------------------------------------------------------------------------


def test_the_file_of_a_student_holds_nobody_else():
    text = studentpage.page([CLASS[0], MORE[0]])
    assert "Ani" in text and "20 dari 50" in text
    assert "Budi" not in text and "href" not in text and "502" not in text


def test_the_file_of_a_student_holds_every_check_with_its_story():
    text = studentpage.page([CLASS[1]])
    tags = Tags(text)
    assert re.findall("<code>(c.)</code>", text) == ["c0", "c1", "c2"]
    states = ["open" in details for details in tags.all("details")]
    assert states == [False, True, True] and tags.text.count("Ani menunggu.") == 3
    assert "nilai ini bisa naik" in tags.text


# The file --------------------------------------------------------------------------------


def test_a_page_of_ours_is_written_again_and_another_is_kept(tmp_path):
    path = tmp_path / classpage.NAME
    path.write_text("<p>punya saya")
    assert pages.write(path, classpage.page(CLASS)) == tmp_path / "laporan-1.html"
    assert (tmp_path / "laporan-1.html").read_text() == "<p>punya saya"
    assert pages.write(path, classpage.page(CLASS)) is None
    assert sorted(file.name for file in tmp_path.iterdir()) == ["laporan-1.html", "laporan.html"]
    assert pages.MARKER.encode() in path.read_bytes()[: pages.HEAD]


def test_a_thousand_students_fit():
    story = tuple(f"Langkah {n} dari cerita ini, yang agak panjang" for n in range(8))
    rows = [
        entry(f"2210{n:04}", *([LULUS] * 11 + [GAGAL] * 3), name=f"Siswa Nomor {n}", story=story)
        for n in range(1000)
    ]
    text = classpage.page(rows)
    assert len(text.encode()) <= 3_100_000 and "Langkah 7" in text


def test_entries_without_a_report_are_no_trouble():
    text = classpage.page([Entry(Student("a"), "gema", None, "Arsipnya rusak.")])
    assert "Arsipnya rusak." in section(text, "peta") and "Tidak ada yang gagal." in text
