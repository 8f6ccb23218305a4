"""The grader is graded: every broken program loses exactly what its expected.toml names.

Honest programs, which differ from the model answer but are right, lose nothing that theirs
does not name. Both are found by glob; a program that a folder lacks is the model answer's.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from penilai import stage
from penilai.outcome import StageReport, Verdict
from penilai.sandbox import find_browser
from penilai.warm import Warm

TESTS = Path(__file__).parents[1]
KINDS = ("mutants", "honest")
CASES = sorted(
    (path.parent for kind in KINDS for path in TESTS.glob(f"{kind}/*/*/expected.toml")),
    key=lambda case: (case.parent.name, case),  # stage by stage, for graders are warm for one
)
SIDE_BY_SIDE = 3  # on two processors: programs that are broken mostly wait


class Gradings:
    """Reports on the cases, made some at a time: each thread has a grader of its own."""

    def __init__(self, cases: list[Path], times: int, folder: Path) -> None:
        self._warm, self._folder = Warm(), folder
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE)
        self._reports = {
            case: [self._pool.submit(self._grade, case, seed) for seed in range(times)]
            for case in cases
        }

    def of(self, case: Path) -> Iterator[StageReport]:
        """The reports on one case, one for each time."""
        return (report.result() for report in self._reports[case])

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._warm.close()

    def _grade(self, case: Path, seed: int) -> StageReport:
        handed_in = self._folder / f"{case.parent.name}-{case.name}-{seed}"
        found = stage.find()[case.parent.name]
        shutil.copytree(found.folder, handed_in)
        shutil.copytree(case, handed_in, dirs_exist_ok=True)
        try:
            return self._warm.grader(found, "id").grade(handed_in, seed)
        finally:
            shutil.rmtree(handed_in)


@pytest.fixture(scope="module")
def gradings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gradings]:
    chosen = [item.callspec.params.get("case") for item in request.session.items if spec(item)]
    times, soak = (request.config.getoption(name) for name in ("--ulang", "--soak"))
    cases = [case for case in chosen if case and not (expected(case).get("slow") and not soak)]
    made = Gradings(cases, times, tmp_path_factory.mktemp("kasus"))
    yield made
    made.close()


def spec(item: pytest.Item) -> bool:
    """Is this one of the cases, and not another test?"""
    return item.path == Path(__file__) and hasattr(item, "callspec")


@pytest.mark.parametrize("case", CASES, ids=lambda case: "/".join(case.parts[-3:]))
def test_loses_exactly_what_it_should(
    case: Path, gradings: Gradings, request: pytest.FixtureRequest
) -> None:
    wanted = expected(case)
    if wanted.get("slow") and not request.config.getoption("--soak"):
        pytest.skip("takes many waits, and another one is much like it: with --soak")
    if wanted.get("needs") == "browser" and find_browser() is None:
        pytest.skip("only a real browser sees what is wrong here: sudo apt-get install chromium")
    for report in gradings.of(case):
        lost = [check.id.split("::")[1] for check in report.checks if lost_points(check.verdict)]
        assert lost == [i for i in ids(report) if i in wanted["loses"]], told(report)
        assert set(wanted["loses"]) <= set(ids(report)), "expected.toml names unknown checks"


def expected(case: Path) -> dict[str, Any]:
    return tomllib.loads((case / "expected.toml").read_text(encoding="utf-8"))


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
    "folder_a_timestamp": (20, 8),
    "folder_b_timestamp": (20, 8),
    "validasi_username": (25, 8),
    "pesan_pribadi": (30, 8),
    "perintah_admin": (30, 8),
    "chatting_gui": (45, 14),
    "ruang_obrolan": (28, 6),
    "proyek_chat": (23, 6),
}


@pytest.mark.parametrize("stage", FEWEST)
def test_there_are_enough_of_them(stage: str) -> None:
    """The library is what the grader's word rests on: it never shrinks unnoticed."""
    counted = [
        len(list((TESTS / kind / stage).glob("*/expected.toml"))) for kind in ("mutants", "honest")
    ]
    assert counted[0] >= FEWEST[stage][0] and counted[1] >= FEWEST[stage][1], counted
