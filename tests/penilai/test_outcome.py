"""The records of grading, and their JSON."""

import dataclasses
import json

import pytest

from penilai.outcome import CheckResult, StageReport, Verdict

FIELDS = ["id", "title", "points", "earned", "verdict", "story", "advice", "seconds"]
CHECK = CheckResult(
    "modul_contoh::server_broadcasts",
    'Satu baris "sampai" ke semua',
    14,
    Verdict.GAGAL,
    ("server.py dijalankan", 'Ani menunggu "🚀 é\u2424".'),
    "Apakah broadcast() mengirim?",
    0.25,
)


def test_a_check_is_blocked_until_its_result_comes():
    fresh = CheckResult("a::b", "judul", 5)
    assert fresh.verdict is Verdict.TERBLOKIR, "nothing ran, so nothing passed"
    assert (fresh.story, fresh.advice, fresh.seconds) == ((), "", 0.0), "and nothing is known"


@pytest.mark.parametrize("verdict", Verdict)
def test_the_json_has_exactly_the_fields_that_others_read(verdict):
    assert sorted(dataclasses.replace(CHECK, verdict=verdict).as_json()) == sorted(FIELDS)


@pytest.mark.parametrize("verdict", Verdict)
def test_json_and_back_is_the_same(verdict):
    check = dataclasses.replace(CHECK, verdict=verdict)
    text = json.dumps(check.as_json())
    assert CheckResult.from_json(json.loads(text)) == check, "something was lost on the way"


@pytest.mark.parametrize("verdict", Verdict)
def test_only_a_pass_earns_its_points(verdict):
    earned = dataclasses.replace(CHECK, verdict=verdict).as_json()["earned"]
    assert earned == (14 if verdict is Verdict.LULUS else 0)


def test_the_verdicts_have_the_names_of_the_course():
    assert [verdict.value for verdict in Verdict] == ["lulus", "gagal", "terblokir", "belum_pasti"]


def test_seconds_are_told_to_a_tenth_of_a_millisecond():
    assert dataclasses.replace(CHECK, seconds=1 / 3).as_json()["seconds"] == 0.3333


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "earned"])
def test_a_missing_field_is_a_key_error(field):
    fields = CHECK.as_json()
    del fields[field]
    with pytest.raises(KeyError, match=field):
        CheckResult.from_json(fields)


def test_an_unknown_verdict_is_a_value_error():
    with pytest.raises(ValueError, match="seratus"):
        CheckResult.from_json(CHECK.as_json() | {"verdict": "seratus"})


def test_what_was_claimed_to_be_earned_is_not_believed():
    claimed = CheckResult.from_json(CHECK.as_json() | {"earned": 100})
    assert claimed.as_json()["earned"] == 0, "the verdict decides, and it is red"


@pytest.mark.parametrize("record", [CHECK, StageReport("a", "A", (CHECK,), "portabel", 1)])
def test_records_are_frozen(record):
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.title = "lain"


def test_a_result_only_overwrites_its_own_check():
    blocked = tuple(CheckResult(f"a::{name}", name, 5) for name in ("satu", "dua", "tiga"))
    report = StageReport("a", "A", blocked, "bubblewrap", 1)
    passed = dataclasses.replace(blocked[1], verdict=Verdict.LULUS)
    after = report.with_result(passed)
    assert after.checks == (blocked[0], passed, blocked[2]), "in its place, nothing else"
    assert report.checks == blocked, "the old report stays as it was"


def test_a_result_of_an_unknown_check_adds_nothing():
    report = StageReport("a", "A", (CHECK,), "bubblewrap", 1)
    stranger = CheckResult("a::hadiah", "hadiah", 100, Verdict.LULUS)
    assert report.with_result(stranger) == report, "the rubric was fixed before"
