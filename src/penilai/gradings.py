"""Which grading a test belongs to: the worker's, or that of the folder that pytest was given."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from penilai import clock, stage, submission
from penilai.errors import UserError
from penilai.grading import Grading
from penilai.launch import Scene
from penilai.sandbox import Sandbox, open_sandbox
from penilai.stage import Stage
from penilai.submission import Submission

_GRADINGS = pytest.StashKey[dict[str, Grading]]()
SCENE = pytest.StashKey[Scene | None]()  # of a test: where its check takes place
PROGRAM = pytest.StashKey[str]()  # of a test: whom its check talks to


def prepare(config: pytest.Config) -> None:
    """Let gradings be made in this run of pytest."""
    config.stash[_GRADINGS] = {}


def close(config: pytest.Config) -> None:
    """Close all gradings of this run."""
    for grading in config.stash[_GRADINGS].values():
        grading.close()


def begin(config: pytest.Config, chosen: Stage, handed_in: Submission, seed: int) -> Grading:
    """Start grading a submission of a stage: from here on its checks talk to that one."""
    shown = clock.draw(seed)

    def opens(secrets: dict[str, str]) -> Sandbox:
        environment = shown.environment | secrets
        return open_sandbox(
            handed_in.files, chosen.port, environment, chosen.packages, chosen.screen
        )

    grading = Grading(chosen, handed_in, seed, opens, shown)
    config.stash[_GRADINGS][chosen.name] = grading
    return grading


def stage_name(item: pytest.Item) -> str:
    """The name of the stage that this test checks."""
    return item.path.stem.removeprefix("test_")


def _own_project(item: pytest.Item) -> Stage:
    """The project in whose folder these checks lie."""
    try:
        return stage.read(item.path.parent)
    except UserError as error:
        raise pytest.UsageError(str(error)) from error


def of(item: pytest.Item) -> Grading:
    """The grading that this check belongs to; without a worker, of --submission."""
    name, config = stage_name(item), item.config
    if name not in config.stash[_GRADINGS]:
        chosen = stage.find().get(name) or _own_project(item)
        folder = config.getoption("--submission") or chosen.folder
        seed = config.getoption("--seed")
        handed_in = submission.read(chosen, Path(folder))
        begin(config, chosen, handed_in, random.randrange(10**6) if seed is None else seed)
    return config.stash[_GRADINGS][name]


def wanting_early(first: pytest.Item) -> list[str]:
    """The checks of this stage that ask for `early_room`."""
    checks = [item for item in first.session.items if stage_name(item) == stage_name(first)]
    return [item.name for item in checks if "early_room" in getattr(item, "fixturenames", ())]
