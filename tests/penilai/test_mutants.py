"""The grader is graded: every broken program loses exactly what its expected.toml names.

Honest programs, which differ from the model answer but are right, lose nothing that theirs
does not name. Both are found by glob; a program that a folder lacks is the model answer's.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from penilai import stage
from penilai.grade import Grader
from penilai.outcome import StageReport, Verdict

TESTS = Path(__file__).parents[1]
CASES = sorted(
    path.parent
    for kind in ("mutants", "honest")
    for path in TESTS.glob(f"{kind}/*/*/expected.toml")
)


@pytest.fixture(scope="module")
def graders() -> Iterator[dict[str, Grader]]:
    made = {name: Grader(found) for name, found in stage.find().items()}
    yield made
    for grader in made.values():
        grader.close()


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-3:]))
def test_loses_exactly_what_it_should(
    case: Path, graders: dict[str, Grader], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    name = case.parent.name
    shutil.copytree(stage.find()[name].folder, tmp_path, dirs_exist_ok=True)
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    expected = tomllib.loads((case / "expected.toml").read_text(encoding="utf-8"))
    for number in range(request.config.getoption("--ulang")):
        report = graders[name].grade(tmp_path, seed=number)
        lost = [check.id.split("::")[1] for check in report.checks if lost_points(check.verdict)]
        assert lost == [i for i in ids(report) if i in expected["loses"]], told(report)
        assert set(expected["loses"]) <= set(ids(report)), "expected.toml names unknown checks"


def lost_points(verdict: Verdict) -> bool:
    return verdict is not Verdict.LULUS


def ids(report: StageReport) -> list[str]:
    return [check.id.split("::")[1] for check in report.checks]


def told(report: StageReport) -> str:
    """The stories of the checks that did not pass, for the one who reads this failure."""
    lines = []
    for check in report.checks:
        if check.verdict is not Verdict.LULUS:
            lines += [f"{check.id} {check.verdict.value}", *(f"    {s}" for s in check.story)]
    return "\n".join(lines)


FEWEST = {  # broken programs, honest ones
    "pertemuan3": (12, 8),
    "modul_contoh": (30, 8),
    "validasi_username": (25, 8),
    "pesan_pribadi": (30, 8),
    "perintah_admin": (30, 8),
}


@pytest.mark.parametrize("stage", FEWEST)
def test_there_are_enough_of_them(stage: str) -> None:
    """The library is what the grader's word rests on: it never shrinks unnoticed."""
    counted = [
        len(list((TESTS / kind / stage).glob("*/expected.toml"))) for kind in ("mutants", "honest")
    ]
    assert counted[0] >= FEWEST[stage][0] and counted[1] >= FEWEST[stage][1], counted
