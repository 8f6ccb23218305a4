"""The other formats, held to the fields that each of them publishes."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree as XML

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, TERBLOKIR, decision, entry
from hypothesis import given, settings
from hypothesis import strategies as st

from penilai import export, marks
from penilai.export import Facts, classroom50, gradescope, jsonl, junit
from penilai.export import csv as plain

NOW = Facts(datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC))
ALL = (LULUS, GAGAL, TERBLOKIR, BELUM_PASTI)
NASTY = "=1+1\x1b[31m</testcase>]]>\x00\ud800\uffff\u2028,\"'<script>"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def nasty():
    return entry(NASTY, *ALL, name=NASTY, email=NASTY, note=NASTY, story=(NASTY, "dua"))


def test_every_module_of_the_folder_is_a_format():
    assert export.names() == sorted(
        "autograder canvas classroom50 csv gradescope jsonl junit moodle".split()
    )
    for name in export.names():
        made = export.load(name)
        assert made.suffix.startswith(".") and (made.write or made.fill or made.wrap)


@pytest.mark.parametrize("name", [n for n in export.names() if export.load(n).write])
def test_nothing_that_a_student_wrote_harms_a_format(name):
    write = export.load(name).write
    for entries in ([], [nasty()], [entry("1", note=NASTY)]):
        made = write(entries, NOW)
        text = made.decode() if isinstance(made, bytes) else made
        assert not CONTROL.search(text.removeprefix("\ufeff").replace("\r\n", "\n")), text
        text.encode()


# Gradescope: the fields of its specification, and their kinds -------------------------------

OF_RESULTS = {
    "score": int,
    "execution_time": int,
    "output": str,
    "output_format": str,
    "visibility": str,
    "stdout_visibility": str,
    "tests": list,
    "extra_data": dict,
}
OF_TEST = {
    "name": str,
    "name_format": str,
    "score": int,
    "max_score": int,
    "status": str,
    "output": str,
    "output_format": str,
    "tags": list,
    "visibility": str,
    "extra_data": dict,
}


def expect_fields(found, kinds):
    assert set(found) <= set(kinds), set(found) - set(kinds)
    assert all(type(value) is kinds[name] for name, value in found.items())


def test_gradescope_gets_the_fields_that_it_names():
    results = json.loads(gradescope.write([entry("1", *ALL)], NOW))
    expect_fields(results, OF_RESULTS)
    assert results["score"] == 10 and results["stdout_visibility"] == "hidden"
    for test in results["tests"]:
        expect_fields(test, OF_TEST)
        assert test["output_format"] == "text" and test["visibility"] == "visible"
    assert [test.get("status") for test in results["tests"]] == ["passed", "failed", "failed", None]
    assert [test["score"] for test in results["tests"]] == [10, 0, 0, 0]
    assert "belum pasti" in results["output"]


def test_gradescope_shows_what_was_settled():
    made = entry("1", BELUM_PASTI, decisions=[decision("gema::c0", GAGAL)])
    [test] = json.loads(gradescope.write([made], NOW))["tests"]
    assert test["status"] == "failed" and "Sudah saya lihat." in test["output"]


# Classroom 50: schemas/result-v1.schema.json -------------------------------------------------

REQUIRED = (
    "schema classroom assignment assignment_type owner submission commit release review datetime "
    "score max-score tests"
).split()


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"USERNAME": "rina", "CLASSROOM": ""},
        {
            "CLASSROOM": "jarkom",
            "ASSIGNMENT": "gema",
            "OWNER": "ani",
            "SUBMISSION_TAG": "submit/2026-05-04T03-00-00Z-abc1234",
            "COMMIT_URL": "https://github.com/k/r/commit/abc",
            "RELEASE_URL": "https://github.com/k/r/releases/tag/x",
        },
    ],
)
def test_classroom_50_gets_the_fields_of_its_schema_and_no_others(environment):
    result = json.loads(classroom50.write([entry("ani", *ALL)], Facts(NOW.when, environment)))
    assert list(result) == REQUIRED
    assert result["schema"] == "classroom50/result/v1"
    assert all(isinstance(result[f], str) and result[f] for f in REQUIRED[:-3])
    assert result["submission"].startswith("submit/")
    assert result["datetime"] == "2026-05-04T03:02:01Z"
    assert result["assignment_type"] in ("individual", "group")
    assert (result["owner"], result["assignment"]) == ("ani", "gema")
    assert (result["score"], result["max-score"]) == (10, 40)
    for test in result["tests"]:
        assert test["test-name"] and type(test["passed"]) is bool
        assert type(test["score"]) is int and 0 <= test["score"] <= test["max-score"] == 10


# JUnit: what junit-10.xsd and surefire-test-report-3.0.xsd both allow -------------------------

SUITE = set("name tests failures errors skipped time".split())
CASE = set("name classname time".split())
SECONDS = re.compile(r"[0-9]+\.[0-9]{3}")


def test_junit_tells_the_student_the_grader_and_what_was_blocked_apart():
    root = XML.fromstring(junit.write([entry("21001", *ALL), entry("21002", LULUS)], NOW))
    assert root.attrib == {"name": "penilai", "tests": "5", "failures": "1", "errors": "1"}
    suite = root[0]
    assert {n: suite.get(n) for n in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
    }
    inner = [[child.tag for child in case] for case in suite.iter("testcase")]
    assert inner == [[], ["failure"], ["skipped"], ["error"]]


def test_junit_keeps_within_both_schemas():
    for suite in XML.fromstring(junit.write([nasty(), entry("1")], NOW)):
        assert set(suite.attrib) == SUITE and SECONDS.fullmatch(suite.get("time"))
        assert suite[0].tag == "properties"
        for case in list(suite)[1:]:
            assert case.tag == "testcase" and set(case.attrib) == CASE
            assert SECONDS.fullmatch(case.get("time"))
            for child in case:
                allowed = {"message"} if child.tag == "skipped" else {"message", "type"}
                assert set(child.attrib) == allowed and len(child) == 0


def test_junit_has_the_score_as_properties():
    [suite] = XML.fromstring(junit.write([entry("21001", LULUS, GAGAL, name="Ani")], NOW))
    facts = {p.get("name"): p.get("value") for p in suite.iter("property")}
    assert facts == {
        "student.id": "21001",
        "student.name": "Ani",
        "score.earned": "10",
        "score.possible": "20",
        "isolation": "bubblewrap",
        "seed": "7",
        "score.gema::c0": "10/10",
        "score.gema::c1": "0/10",
    }


# Tables -----------------------------------------------------------------------------------


def test_the_plain_table_has_a_row_for_each_entry():
    entries = [entry("1", *ALL, name="Ani"), entry("2", note="=kosong")]
    text = plain.write(entries, NOW)
    first, second = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert (first["earned"], first["possible"], first["belum_pasti"]) == ("10", "40", "1")
    assert (second["earned"], second["possible"], second["note"]) == ("0", "40", "'=kosong")


def test_json_lines_hold_everything():
    made = [json.loads(line) for line in jsonl.write([nasty(), entry("2")], NOW).split("\n")[:-1]]
    assert made[0]["student"]["name"] == NASTY and made[0]["report"]["earned"] == 10
    assert made[0]["report"]["checks"][1]["verdict"] == "gagal"
    assert (made[1]["report"], made[1]["note"]) == (None, "")


# Marks ------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 100), st.integers(1, 100), st.integers(1, 10000))
def test_a_share_is_never_above_the_maximum_and_right_to_half_a_cent(earned, more, cents):
    possible = earned + more
    own = marks.Marks(entry("1").student, (), earned, possible)
    written = own.of(f"{cents // 100}.{cents % 100:02}")
    assert abs(float(written) - earned / possible * cents / 100) < 0.00501
    assert float(written) <= cents / 100
    assert own.of(f"{cents // 100},{cents % 100:02}") == written.replace(".", ",")


def test_a_stage_without_an_entry_counts_nothing_for_that_student():
    entries = [entry("1", LULUS), entry("1", LULUS, stage="lain"), entry("2", LULUS)]
    assert [(m.earned, m.possible) for m in marks.by_student(entries)] == [(20, 20), (10, 20)]
    alone = marks.by_student(entries, ["lain"])
    assert [(m.earned, m.possible) for m in alone] == [(10, 10), (0, 10)]
