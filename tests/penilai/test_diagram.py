"""The page: what came from a program is data in it, and every stroke stands where it should."""

import os
import re

import pytest
from pagetags import Tags

from penilai import diagram, disk, ladder, language
from penilai.errors import UserError
from penilai.story import Event, Kind

SERVER = "server.py"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=y>\"'&\x00\x1b[2J\u202e{{7*7}}"


def got(who, data):
    return Event(0.0125, Kind.RECEIVED, who, data, peer=SERVER)


def sent(who, data):
    return Event(0.01, Kind.SENT, who, data, peer=SERVER)


def page(*events, title="Judul", **more):
    return diagram.page("modul", "", [diagram.Section("a-b", title, ladder.build(events), **more)])


def row(text, style=""):
    """The markup of the rows of this style."""
    return re.findall(rf'<(?:div|details) class="row {style}".*?</(?:div|details)>', text, re.S)


def test_the_page_is_whole_and_closed():
    tags = Tags(page(sent("Ani", b"halo\n"), got("Ani", b"Ani: halo\n"), story=("satu", "dua")))
    assert tags.open == [] and "Ani: halo⏎" in tags.text and "dua" in tags.text


def test_the_page_needs_no_network():
    text = page(sent("Ani", b"halo\n"))
    assert not re.search(r"https?:|//[a-z]|\b(?:src|href)=|url\(|@import", text), "it must be whole"
    assert "default-src 'none'" in text


def test_an_arrow_begins_and_ends_at_its_lifelines():
    tags = Tags(page(got("Ani", b"halo\n"), got("Budi", b"halo\n")))
    places = [line["x1"] for line in tags.all("line") if line.get("y2") == "100%"]
    assert places == ["16.667%", "50.0%", "83.333%"], "three columns"
    arrows = [(a["x1"], a["x2"]) for a in tags.all("line") if a["y1"] == "8"]
    assert arrows[-2:] == [("16.667%", "50.0%"), ("16.667%", "83.333%")], "one broadcast"


def test_glued_lines_are_told_apart_and_a_cut_one_is_open():
    text = page(got("Ani", b"satu\ndua\n"), got("Ani", b"ti"), got("Ani", b"ga\n"))
    [glued], cut = row(text, "glued"), row(text, "cut")
    assert "<bdi>satu⏎</bdi><bdi>dua⏎</bdi>" in glued and "2 baris lengket" in glued
    assert 'class="words goes-on"' in cut[0] and 'class="words opens"' in cut[1]


def test_the_bytes_are_there_to_be_opened_with_a_key():
    text = page(got("Ani", "é\n".encode()))
    [one] = row(text)
    assert "<summary>" in one and "c3 a9 0a" in one
    assert "server.py → Ani · 3 byte · 12.5 ms" in one


def test_the_failed_step_is_marked_on_its_lifeline():
    failed = Event(0.02, Kind.FAILED, "Ani", fields={"sentence": "Ani menunggu."})
    text = page(got("Ani", b"halo\n"), failed, style="gagal", story=("Ani menunggu.",))
    [one] = row(text, "failed")
    assert 'x="75.0%"' in one and "Ani menunggu." in one


@pytest.mark.parametrize("place", ["data", "name", "typed", "shown", "sentence", "story", "title"])
def test_hostile_text_is_only_text(place):
    events = {
        "data": got("Ani", HOSTILE.encode()),
        "name": got(HOSTILE, b"halo"),
        "typed": Event(0, Kind.TYPED, SERVER, HOSTILE.encode()),
        "shown": Event(0, Kind.SHOWN, SERVER, HOSTILE.encode()),
        "sentence": Event(0, Kind.FAILED, "", fields={"sentence": HOSTILE}),
    }
    more = {"story": {"story": (HOSTILE,)}, "title": {"title": HOSTILE}}.get(place, {})
    text = page(*[event for key, event in events.items() if key == place], **more)
    tags = Tags(text)
    assert tags.open == [] and not tags.all("img") and len(tags.all("script")) == 1
    assert "{{7*7}}" in tags.text, "it is not run as a template"
    assert not [c for c in text if not c.isprintable() and c != "\n"], "nothing acts on the reader"


def test_only_our_script_may_run():
    text = page()
    [script] = re.findall(r"<script>(.*?)</script>", text, re.S)
    import base64
    import hashlib

    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text


def test_a_flood_does_not_make_a_huge_page():
    events = [got("Ani", b"x" * 60_000 + b"\n") for _ in range(1000)]
    assert len(page(*events)) < 2_000_000


def test_the_page_is_in_the_language_of_the_reader():
    language.choose("en")
    text = page(sent("Ani", b"halo\n"))
    assert '<html lang="en">' in text and "one segment" in text


# The file --------------------------------------------------------------------------------


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path):
    other = tmp_path / "skripsi.html"
    other.write_text("<!DOCTYPE html>\n<p>penting")
    with pytest.raises(UserError, match=r"skripsi\.html"):
        diagram.expect_writable(other)
    assert "penting" in other.read_text()


def test_an_older_diagram_and_an_empty_file_are(tmp_path):
    path = tmp_path / "diagram.html"
    path.touch()
    diagram.expect_writable(path)
    disk.write(path, page().encode())
    diagram.expect_writable(path)
    assert [file.name for file in tmp_path.iterdir()] == ["diagram.html"]


def test_where_nothing_can_be_written_is_one_sentence(tmp_path):
    for path in (tmp_path, tmp_path / "tidak_ada" / "x.html"):
        with pytest.raises(UserError, match="tidak bisa ditulis"):
            diagram.expect_writable(path)


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may read anything")
def test_a_file_that_cannot_be_read_is_left_alone(tmp_path):
    path = tmp_path / "rahasia.html"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises((UserError, OSError)):
        diagram.expect_writable(path)
