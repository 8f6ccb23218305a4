"""What `pantau` gets from a workspace: what to watch, the next stage, hints, a diagram."""

import pytest

from penilai import handing_out, opening, stage, surroundings
from penilai.errors import UserError
from penilai.outcome import CheckResult, StageReport, Verdict

ROAD = list(stage.find().values())
FIRST, SECOND = ROAD[:2]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A workspace in which we are, at its first stage."""
    where = opening.create(tmp_path / "jaringan")
    monkeypatch.chdir(where.folder)
    return where


def reached(verdict, of=FIRST):
    checks = (CheckResult(f"{of.name}::satu", "Satu", 100, verdict, ("langkah",)),)
    return StageReport(of.name, of.title, checks, "bubblewrap", 1)


def test_in_a_workspace_the_present_stage_is_watched(here):
    found = surroundings.target(None, None)
    assert found.stage == FIRST and found.folder == here.place(FIRST).resolve()
    assert found.lock == here.folder / ".penilai" / "pantau.lock"


def test_of_several_stages_the_last_opened_or_the_one_that_we_are_in(here, monkeypatch):
    opening.open_stage(here, SECOND)
    assert surroundings.target(None, None).stage == SECOND
    monkeypatch.chdir(here.place(FIRST))
    assert surroundings.target(None, None).stage == FIRST


def test_of_several_folders_that_are_no_workspace_one_must_be_named(tmp_path):
    for each in (FIRST, SECOND):
        (tmp_path / handing_out.place(each)).mkdir()
    with pytest.raises(UserError, match=f"pantau {FIRST.name}"):
        surroundings.target(None, tmp_path)


def test_the_next_stage_opens_when_this_one_is_passed(here):
    watched = surroundings.target(None, None)
    with pytest.raises(UserError, match="belum lulus"):
        surroundings.onward(watched)
    surroundings.record(watched, reached(Verdict.GAGAL))
    with pytest.raises(UserError, match="belum lulus"):
        surroundings.onward(watched)
    surroundings.record(watched, reached(Verdict.BELUM_PASTI))
    with pytest.raises(UserError, match="belum lulus"):
        surroundings.onward(watched)
    surroundings.record(watched, reached(Verdict.LULUS))
    assert surroundings.onward(watched).stage == SECOND
    assert here.place(SECOND).is_dir()


def test_at_the_end_of_the_road_there_is_no_next_one(here):
    last = surroundings.Target(ROAD[-1], here.place(ROAD[-1]), here.folder, here)
    with pytest.raises(UserError, match="terakhir"):
        surroundings.onward(last)


def test_hints_come_one_by_one_and_a_workspace_remembers_them(here, tmp_path):
    red = CheckResult("pertemuan3::server_shows_messages", "Judul", 20, Verdict.GAGAL)
    watched = surroundings.target(None, None)
    shown = [surroundings.hint(watched, red, 0) for _ in range(9)]
    assert shown[0].startswith("1/") and shown[1].startswith("2/") and shown[-1] == shown[-2]
    plain = surroundings.Target(FIRST, tmp_path, tmp_path / "lock")
    assert surroundings.hint(plain, red, 0) == shown[0]
    assert surroundings.hint(plain, red, 99) == shown[-1]


def test_a_diagram_is_written_and_nothing_of_somebody_elses(here):
    watched = surroundings.target(None, None)
    path = surroundings.draw(watched, reached(Verdict.GAGAL))
    assert path.parent == here.folder and b"<svg" in path.read_bytes()[:200_000]
    path.write_text("catatan saya", encoding="utf-8")
    with pytest.raises(UserError, match="bukan diagram"):
        surroundings.draw(watched, reached(Verdict.GAGAL))
    assert path.read_text(encoding="utf-8") == "catatan saya"


def test_away_from_a_workspace_nothing_is_recorded_and_no_stage_opened(tmp_path):
    plain = surroundings.Target(FIRST, tmp_path, tmp_path / "lock")
    surroundings.record(plain, reached(Verdict.LULUS))
    assert not list(tmp_path.iterdir())
    with pytest.raises(UserError, match="penilai mulai"):
        surroundings.onward(plain)
