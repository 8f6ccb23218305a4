"""The pytest side: the `points` marker, the fixtures, and the result of a run.

A check is a test with `@pytest.mark.points(N, advice=...)`; its docstring is the sentence
that the student reads. A red one is run again before it is called red.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from penilai import language, stage
from penilai.door import Door
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.launch import Scene
from penilai.login import Login
from penilai.marking import Grading, judge, kept, settle
from penilai.meeting import Meeting
from penilai.moderated import Moderated
from penilai.outcome import CheckResult, Verdict
from penilai.room import Room
from penilai.sandbox import open_sandbox
from penilai.stage import Stage
from penilai.story import Unmet
from penilai.visit import Alone, Visit

GRADING = pytest.StashKey[dict[str, Grading]]()
SCENE = pytest.StashKey[Scene | None]()
PROGRAM = pytest.StashKey[str]()
ERROR = pytest.StashKey[BaseException | None]()
HAS_RUN = pytest.StashKey[bool]()
ON_RESULT = pytest.StashKey[Callable[[CheckResult], None]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("penilai")
    group.addoption("--submission", help="folder with the programs to grade (model answer)")
    group.addoption("--seed", type=int, help="repeat a run with the same names and messages")
    group.addoption("--bahasa", choices=language.LANGUAGES, help="language of the sentences")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Refuse a configuration that a submission brings along: it could switch checks off."""
    folder = getattr(early_config.known_args_namespace, "submission", None)
    settings = early_config.inipath
    if folder and settings and settings.is_relative_to(Path(folder).resolve()):
        says = tr(mark("{file} ada di folder yang diperiksa: tulis --submission=FOLDER."))
        raise pytest.UsageError(says.format(file=settings))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "points(n, advice=''): a graded check worth n points")
    config.stash[GRADING] = {}
    language.choose(config.getoption("--bahasa"))
    folder = config.getoption("--submission")
    if folder and not Path(folder).is_dir():
        says = tr(mark('Folder "{folder}" tidak ada.'))
        raise pytest.UsageError(says.format(folder=folder))


def pytest_unconfigure(config: pytest.Config) -> None:
    for grading in config.stash[GRADING].values():
        grading.close()


def rubric(items: list[pytest.Item]) -> list[CheckResult]:
    """The checks among these tests, all of them still blocked."""
    return [entry(item) for item in items if item.get_closest_marker("points")]


def entry(item: pytest.Item) -> CheckResult:
    """The line of the rubric for this check."""
    marker = item.get_closest_marker("points")
    assert marker is not None
    if not marker.args or not isinstance(marker.args[0], int):
        says = tr(mark("{name}: tulis poinnya sebagai bilangan, misalnya @pytest.mark.points(10)."))
        raise UserError(says.format(name=item.name))
    title = (getattr(item.function, "__doc__", "") or item.name).strip()  # type: ignore[attr-defined]
    name = item.name.removeprefix("test_")
    return CheckResult(f"{_stage_name(item)}::{name}", tr(title), marker.args[0])


def begin(config: pytest.Config, chosen: Stage, folder: Path, seed: int) -> Grading:
    """Start grading a folder for a stage: from here on its checks talk to that folder."""
    handed_in = stage.submission(chosen, folder)
    grading = Grading(
        chosen, handed_in, seed, lambda more: open_sandbox(handed_in.files, chosen.port, more)
    )
    config.stash[GRADING][chosen.name] = grading
    return grading


# The fixtures that checks use ------------------------------------------------------------


@pytest.fixture
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """The surroundings of one run of a check."""
    made = _grading(request.node).scene(request.node.name)
    request.node.stash[SCENE] = made
    yield made
    made.close()


def _fixture(kind: type[Any], program: str, meets: bool = True) -> Callable[..., Any]:
    """A fixture that starts the program; `meets`: it must be there to be talked to."""

    def make(request: pytest.FixtureRequest, scene: Scene) -> Any:
        if meets:
            request.node.stash[PROGRAM] = program
            _grading(request.node).expect_usable(program)
        return kind(scene, program)

    make.__doc__ = kind.__doc__
    return make


room = pytest.fixture(_fixture(Room, "server.py"), name="room")
door = pytest.fixture(_fixture(Door, "server.py"), name="door")
meeting = pytest.fixture(_fixture(Meeting, "server.py"), name="meeting")
visit = pytest.fixture(_fixture(Visit, "client.py"), name="visit")
moderated = pytest.fixture(_fixture(Moderated, "server.py"), name="moderated")
login = pytest.fixture(_fixture(Login, "client.py"), name="login")
alone = pytest.fixture(_fixture(Alone, "client.py", meets=False), name="alone")


# How a check is run ----------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a check, a red one twice; every other test as pytest does."""
    if not item.get_closest_marker("points"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    began = time.monotonic()
    result, error, reports = _run(item, nextitem)
    if result.verdict is Verdict.GAGAL:
        result = settle(result, _run(item, nextitem)[0])
    result = replace(result, seconds=time.monotonic() - began)
    _grading(item).remember(result, item.stash.get(PROGRAM, ""), error)
    for report in reports:
        _describe(report, result)
        item.ihook.pytest_runtest_logreport(report=report)
    if on_result := item.config.stash.get(ON_RESULT, None):
        on_result(result)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None, pytest.TestReport, pytest.TestReport]:  # type: ignore[type-arg]
    """Keep the first error of a check before pytest turns it into text."""
    if call.excinfo is not None and item.stash.get(ERROR, None) is None:
        item.stash[ERROR] = call.excinfo.value
    return (yield)


def _run(
    item: pytest.Item, nextitem: pytest.Item | None
) -> tuple[CheckResult, BaseException | None, list[pytest.TestReport]]:
    item.stash[ERROR] = None
    item.stash[SCENE] = None
    if item.stash.get(HAS_RUN, False) and hasattr(item, "_initrequest"):
        item._initrequest()  # a second run needs its own fixtures
    item.stash[HAS_RUN] = True
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    error = item.stash[ERROR]
    marker = item.get_closest_marker("points")
    assert marker is not None
    hint = marker.kwargs.get("advice", "")
    grading, made = _grading(item), item.stash[SCENE]
    if grading.stage.own:
        error = _of_ones_own(error)
    result = judge(entry(item), error, made, hint, grading.own_modules)
    if grading.keeps_events:
        result = replace(result, events=kept(result, error, made))
    return result, error, reports


def _of_ones_own(error: BaseException | None) -> BaseException | None:
    """In checks of one's own an `assert` is a step, and a mistake is the author's, not ours."""
    if isinstance(error, AssertionError | pytest.fail.Exception):
        return Unmet(mark("Ini tidak benar: {words}"), words=str(error).partition("\n")[0])
    if isinstance(error, AttributeError | LookupError | NameError | TypeError | ValueError):
        words = f"{type(error).__name__}: {error}"
        return Unmet(mark("Pemeriksaan ini sendiri keliru: {words}"), words=words)
    return error


def _describe(report: pytest.TestReport, result: CheckResult) -> None:
    """Let the report say the story instead of a traceback of ours."""
    if result.verdict is Verdict.LULUS or report.outcome == "passed":
        return
    numbered = [f"{number}. {step}" for number, step in enumerate(result.story, 1)]
    text = "\n".join([result.title, "", *numbered, *filter(None, [result.advice])])
    if result.verdict is Verdict.TERBLOKIR:
        report.outcome = "skipped"
        report.longrepr = (str(report.nodeid), 0, text)
    else:
        report.longrepr = text


def _stage_name(item: pytest.Item) -> str:
    return item.path.stem.removeprefix("test_")


def _own_project(item: pytest.Item) -> Stage:
    """The project in whose folder these checks lie."""
    try:
        return stage.read(item.path.parent)
    except UserError as error:
        raise pytest.UsageError(str(error)) from error


def _grading(item: pytest.Item) -> Grading:
    """The grading that this check belongs to; without a worker, of --submission."""
    name, config = _stage_name(item), item.config
    if name not in config.stash[GRADING]:
        chosen = stage.find().get(name) or _own_project(item)
        folder = config.getoption("--submission") or chosen.folder
        seed = config.getoption("--seed")
        begin(config, chosen, Path(folder), random.randrange(10**6) if seed is None else seed)
    return config.stash[GRADING][name]
