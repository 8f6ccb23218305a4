"""The grader itself is under attack: programs that are absent, dead, greedy or hostile.

Each folder of tests/faults, found by glob, is graded like a submission; `cases` explains its
expected.toml.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import (
    STAGE,
    as_few_descriptors_as_usual,
    build,
    expect_marks,
    found,
    on_terminal,
    read,
    skip_where_it_cannot_run,
    stderr_into,
)

from penilai import score
from penilai.grade import Grader

CASES = found("faults")


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the grader's processes print beside their answers: nothing, if all is well."""
    return tmp_path_factory.mktemp("penilai") / "stderr.txt"


@pytest.fixture(scope="module")
def grader(complaints: Path) -> Iterator[Grader]:
    with stderr_into(complaints), as_few_descriptors_as_usual():
        made = Grader(STAGE)
    with made:
        assert made.rubric, "the rubric is what `isolation` comes with"
        yield made


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault(
    case: Path, grader: Grader, complaints: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    expected = read(case, grader.isolation)
    if expected.get("slow") and not request.config.getoption("--soak"):
        pytest.skip(f"only with --soak: {expected['about']}")
    skip_where_it_cannot_run(expected, grader.isolation, tmp_path)
    build(case, expected, tmp_path / "kumpulan")

    expect_marks(grader.grade(tmp_path / "kumpulan", seed=7), expected)

    after = grader.grade(STAGE.folder, seed=7)
    assert score.earned(after) == 100, f"the next submission suffers: {on_terminal(after)}"
    assert complaints.read_text(encoding="utf-8") == "", "the grader's processes complain"


def test_the_library_does_not_shrink() -> None:
    assert len(CASES) >= 60, len(CASES)
