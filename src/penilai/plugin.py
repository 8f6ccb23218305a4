"""The pytest side: the `points` marker, and the result of a run.

A check is a test with `@pytest.mark.points(N, advice=...)`; its docstring is the sentence
that the student reads. A red one is run again before it is called red.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from penilai import gradings, language
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.marking import judge, kept, settle
from penilai.outcome import CheckResult, Verdict
from penilai.story import Unmet

pytest_plugins = ("penilai.fixtures",)

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
    gradings.prepare(config)
    language.choose(config.getoption("--bahasa"))
    folder = config.getoption("--submission")
    if folder and not Path(folder).is_dir():
        says = tr(mark('Folder "{folder}" tidak ada.'))
        raise pytest.UsageError(says.format(folder=folder))


def pytest_unconfigure(config: pytest.Config) -> None:
    gradings.close(config)


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
    return CheckResult(f"{gradings.stage_name(item)}::{name}", tr(title), marker.args[0])


# How a check is run ----------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a check, a red one twice; every other test as pytest does."""
    if not item.get_closest_marker("points"):
        return None
    if len(gradings.of(item).results) == 1:
        gradings.of(item).open_early(gradings.wanting_early(item))
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    began = time.monotonic()
    result, error, reports = _run(item, nextitem)
    if result.verdict is Verdict.GAGAL:
        result = settle(result, _run(item, nextitem)[0])
    result = replace(result, seconds=time.monotonic() - began)
    gradings.of(item).remember(result, item.stash.get(gradings.PROGRAM, ""), error)
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
    item.stash[gradings.SCENE] = None
    if item.stash.get(HAS_RUN, False) and hasattr(item, "_initrequest"):
        item._initrequest()  # a second run needs its own fixtures
    item.stash[HAS_RUN] = True
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    error = item.stash[ERROR]
    marker = item.get_closest_marker("points")
    assert marker is not None
    hint = marker.kwargs.get("advice", "")
    grading, made = gradings.of(item), item.stash[gradings.SCENE]
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
