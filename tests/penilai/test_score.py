"""Pure arithmetic on reports."""

import json

import pytest

from penilai import score
from penilai.outcome import CheckResult, StageReport, Verdict

FULL, WRONG, BLOCKED, UNSURE = (
    Verdict.LULUS,
    Verdict.GAGAL,
    Verdict.TERBLOKIR,
    Verdict.BELUM_PASTI,
)


def report(*verdicts, points=10, stage="contoh"):
    checks = (
        CheckResult(f"{stage}::c{number}", "judul", points + number, verdict)
        for number, verdict in enumerate(verdicts)
    )
    return StageReport(stage, "Judul", tuple(checks), "bubblewrap", 7, 1.23456)


def test_only_a_pass_earns():
    assert score.earned(report(FULL, WRONG, BLOCKED, UNSURE, FULL)) == 10 + 14


@pytest.mark.parametrize("verdict", Verdict)
def test_every_check_is_in_the_total(verdict):
    assert score.possible(report(FULL, verdict, points=5)) == 11, "run or not, it counts"


def test_nothing_at_all_is_zero():
    assert (score.earned(report()), score.possible(report())) == (0, 0)


def test_only_the_unsure_wait_for_a_person():
    made = report(FULL, UNSURE, WRONG, BLOCKED, UNSURE)
    assert [check.id for check in score.unsure(made)] == ["contoh::c1", "contoh::c4"]
    assert not score.trustworthy(made), "two checks are unsure"
    assert score.trustworthy(report(FULL, WRONG, BLOCKED)), "red and blocked are certain"


@pytest.mark.parametrize(
    ("stages", "code"),
    [
        ([[[FULL, FULL]]], 0),
        ([[[FULL]], [[FULL]]], 0),
        ([[[FULL], [FULL]]], 0),
        ([[[FULL, WRONG]]], 1),
        ([[[FULL]], [[BLOCKED]]], 1),
        ([[[WRONG], [WRONG]]], 1),
        ([[[FULL, UNSURE]]], 3),
        ([[[UNSURE]], [[WRONG]]], 3),
        ([[[FULL], [WRONG]]], 3),
        ([[[FULL]], [[FULL], [FULL], [BLOCKED]]], 3),
    ],
)
def test_the_exit_code_tells_the_worst_of_all_stages_and_runs(stages, code):
    assert score.exit_code([[report(*run) for run in runs] for runs in stages]) == code


@pytest.mark.parametrize(
    ("verdicts", "passed"),
    [
        ((FULL, FULL), True),
        ((FULL, UNSURE), False),  # 10 of 21 points: most of it is not known
        ((UNSURE, FULL), True),
        ((FULL, FULL, WRONG), False),
        ((FULL, FULL, BLOCKED), False),
        ((UNSURE, UNSURE), False),
    ],
)
def test_a_stage_is_passed_without_red_and_with_half_of_the_points(verdicts, passed):
    assert score.passed(report(*verdicts)) is passed


def test_a_check_without_points_does_not_decide():
    assert score.exit_code([[report(WRONG, points=0)]]) == 0, "there was nothing to earn"


def test_changed_verdicts_are_found_with_all_that_was_seen():
    runs = [report(FULL, WRONG, FULL), report(FULL, FULL, FULL), report(FULL, WRONG, FULL)]
    assert score.changed_verdicts(runs) == {"contoh::c1": (WRONG, FULL, WRONG)}


def test_a_single_run_changes_nothing():
    assert score.changed_verdicts([report(FULL, WRONG)]) == {}


def test_the_json_of_a_report_has_its_totals():
    fields = score.as_json(report(FULL, WRONG))
    checks = fields.pop("checks")
    assert fields == {
        "stage": "contoh",
        "title": "Judul",
        "earned": 10,
        "possible": 21,
        "isolation": "bubblewrap",
        "seed": 7,
        "seconds": 1.2346,
    }, "others read these names"
    assert [check["id"] for check in checks] == ["contoh::c0", "contoh::c1"], "in order"
    assert json.loads(json.dumps(fields)) == fields, "it is JSON as it stands"
