"""Every stage is a whole lesson: README, programs, hand-out and rubric fit together.

The stages are found, not listed: a folder with a `stage.toml` is one.
"""

import ast
import re
import sys
import tomllib
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from penilai import handout, stage

ROOT = Path(__file__).parents[2]
FOUND = [*ROOT.glob("*/stage.toml"), *ROOT.glob("exercises/*/stage.toml")]
STAGES = sorted(toml.parent for toml in FOUND)
WRITTEN = [program for stage in STAGES for program in sorted(stage.glob("*.py"))]
PROGRAMS = [program for program in WRITTEN if program.stem != f"test_{program.parent.name}"]
PAGES = [page for stage in STAGES for page in sorted(stage.rglob("*.html"))]
SCRIPTS = [script for stage in STAGES for script in sorted(stage.rglob("*.js"))]

WEB_PACKAGES = {"flask", "flask_socketio"}  # for the program of a web stage
NEVER_CLOSED = {"meta", "link", "input", "br", "hr", "img"}
MOST_LINES = 100  # of code that is new: a stage that goes on from another carries its code along


def named(path):
    return path.relative_to(ROOT).as_posix()


every_stage = pytest.mark.parametrize("stage", STAGES, ids=named)
every_program = pytest.mark.parametrize("program", PROGRAMS, ids=named)
every_file = pytest.mark.parametrize("file", PROGRAMS + PAGES + SCRIPTS, ids=named)


def is_program(file):
    """Is it started by itself, and not a module of one or a part of a page?"""
    return file in PROGRAMS and file.name in facts(file.parent).get("programs", stage.PROGRAMS)


def readme(stage):
    path = stage / "README.md"
    assert path.is_file(), f"{named(stage)} has no README.md"
    return path.read_text(encoding="utf-8")


def facts(stage):
    return tomllib.loads((stage / "stage.toml").read_text(encoding="utf-8"))


def graded_checks(stage):
    """The functions of the stage's test file that carry points: {function: points}."""
    own = facts(stage).get("own", False)  # a project of one's own has its checks beside it
    path = (stage if own else ROOT / "tests") / f"test_{stage.name}.py"
    assert path.is_file(), f"{named(stage)} has no graded checks: write {named(path)}"
    tree = ast.parse(path.read_text(encoding="utf-8"), named(path))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    tests = [f for f in functions if f.name.startswith("test_")]
    return {f: points(d) for f in tests for d in f.decorator_list if is_points(d)}


def is_points(decorator):
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("mark.points")


def points(decorator):
    number = getattr(decorator.args[0], "value", None) if decorator.args else None
    where = f"line {decorator.lineno}: {ast.unparse(decorator)}"
    assert isinstance(number, int), f"the points are not a number, {where}"
    return number


def rubric(stage):
    checks = graded_checks(stage).items()
    return {check.name.removeprefix("test_"): worth for check, worth in checks}


def solutions(text):
    """The lines of each solution; found without `handout`, which is under test here."""
    regions = re.findall(r"BEGIN SOLUTION[^\n]*\n(.*?)[^\n]*END SOLUTION", text, re.DOTALL)
    return [region.split("\n") for region in regions]


def is_code(line):
    return bool(line.strip()) and not line.strip().startswith(("#", "//", "<!--"))


def test_there_are_stages():
    assert STAGES, f"no folder with a stage.toml in {ROOT}"


@every_stage
def test_readme_starts_with_the_title(stage):
    first = readme(stage).split("\n", 1)[0]
    assert first == f"# {facts(stage)['title']}", "the first line is not the title"


@every_stage
def test_readme_names_the_port(stage):
    port = str(facts(stage)["port"])
    assert re.search(rf"\b{port}\b", readme(stage)), f"port {port} is not mentioned"


@every_stage
def test_readme_draws_who_says_what(stage):
    assert re.search(r"^```mermaid\nsequenceDiagram\n", readme(stage), re.MULTILINE), (
        "there is no Mermaid sequence diagram"
    )


@every_stage
def test_readme_says_how_to_run_and_check(stage):
    programs = [program for program in PROGRAMS if program.parent == stage and is_program(program)]
    assert programs, f"{named(stage)} has no program"
    commands = [f"python {program.name}" for program in programs]
    for command in [*commands, f"python kit.py cek {stage.name}"]:
        assert command in readme(stage), f"the README does not say: {command}"


@every_stage
def test_readme_python_compiles(stage):
    blocks = re.findall(r"^```python\n(.*?)^```", readme(stage), re.DOTALL | re.MULTILINE)
    for number, block in enumerate(blocks, start=1):
        compile(block, f"{named(stage)}/README.md, python block {number}", "exec")


@every_stage
def test_every_check_has_a_sentence(stage):
    checks = graded_checks(stage)
    assert checks, f"tests/test_{stage.name}.py has no check with points"
    silent = [check.name for check in checks if not ast.get_docstring(check)]
    assert not silent, f"checks without a docstring for the student: {silent}"


@every_stage
def test_points_add_up_to_100(stage):
    worth = rubric(stage)
    assert sum(worth.values()) == 100, f"{sum(worth.values())} points in all: {worth}"


@every_stage
def test_readme_table_is_the_rubric(stage):
    row = re.compile(r"^\| *`?(\w+)`? *\| *(\d+) *\|", re.MULTILINE)
    table = {check: int(worth) for check, worth in row.findall(readme(stage))}
    assert table == rubric(stage), "the README's table differs from the checks' points"


@pytest.mark.parametrize("stage", [s for s in STAGES if (s / "petunjuk.toml").exists()], ids=named)
def test_every_check_has_hints(stage):
    hints = tomllib.loads((stage / "petunjuk.toml").read_text(encoding="utf-8"))
    assert set(hints) == set(rubric(stage)), "the hints are not those of the checks"
    for check, texts in hints.items():
        assert len(texts) >= 2, f"{check}: a nudge, and one that is almost the answer"
        assert len(set(texts)) == len(texts), f"{check}: a hint is there twice"
        assert all(text.strip() and "\n" not in text for text in texts), f"{check}: one line each"


@every_stage
def test_a_stage_starts_from_an_earlier_one(stage):
    earlier = {
        f["order"]: s.name for s in STAGES if (f := facts(s))["order"] < facts(stage)["order"]
    }
    assert facts(stage).get("starts_from") in (None, *earlier.values())


@every_file
def test_every_task_has_something_to_write(file):
    text = file.read_text(encoding="utf-8")
    regions = solutions(text)
    tasks = re.findall(r"^\s*(?:#|//|<!--) *TUGAS\b", text, re.MULTILINE)
    assert regions or not is_program(file), "there is no TUGAS with a solution"
    assert len(tasks) == len(regions), "a TUGAS has no solution below it"
    for region in regions:
        assert any(map(is_code, region)), f"a solution holds no code: {region}"


@every_file
def test_hand_out_gives_nothing_away(file):
    text = file.read_text(encoding="utf-8")
    secret = [line for region in solutions(text) for line in region]
    kept = Counter(text.split("\n")) - Counter(secret)
    handed_out = Counter(handout.make(text, named(file)).split("\n"))
    leaked = [s for s in secret if is_code(s) and handed_out[s] > kept[s]]
    assert not leaked, f"lines of the solution are in the hand-out: {leaked}"


@every_program
def test_hand_out_compiles(program):
    made = handout.make(program.read_text(encoding="utf-8"), named(program))
    compile(made, f"hand-out of {named(program)}", "exec")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_is_whole_with_and_without_its_solutions(page):
    text = page.read_text(encoding="utf-8")
    for source in (text, handout.make(text, named(page))):
        assert not unclosed(source), "a student would have to mend these elements"


def unclosed(source):
    """The elements of a page that are opened and not closed, or the other way round."""
    open_ones = []

    class Elements(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in NEVER_CLOSED:
                open_ones.append(tag)

        def handle_endtag(self, tag):
            open_ones.pop() if open_ones[-1:] == [tag] else open_ones.append(f"/{tag}")

    Elements().feed(source)
    return open_ones


@pytest.mark.parametrize("program", [p for p in PROGRAMS if is_program(p)], ids=named)
def test_program_is_short(program):
    lines = Counter(code_lines(program))
    new = (lines - carried(program)).total()
    assert new <= MOST_LINES, f"{new} new lines are too long for a lesson"


def code_lines(program):
    """The lines of a program that do something: no blank ones, no tasks, no words about it."""
    lines = program.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not re.match(r'\s*(#|"""|$)', line)]


def carried(program):
    """The lines of the program of that name from which the student starts."""
    before = facts(program.parent).get("starts_from")
    if not before or not (old := ROOT / before / program.name).is_file():
        return Counter()
    return Counter(code_lines(old))


@every_program
def test_program_has_no_bare_except(program):
    bare = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(program.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert not bare, f"an except names no error: {bare}"


@every_program
def test_program_has_no_type_hints(program):
    hinted = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(program.read_text(encoding="utf-8")))
        if isinstance(node, ast.AnnAssign)
        or getattr(node, "returns", None)
        or getattr(node, "annotation", None)
    ]
    assert not hinted, f"type hints are not taught yet: {hinted}"


@every_program
def test_program_needs_only_the_standard_library(program):
    allowed = sys.stdlib_module_names | {path.stem for path in program.parent.glob("*.py")}
    if facts(program.parent).get("packages"):
        allowed |= WEB_PACKAGES if is_program(program) else {*WEB_PACKAGES, "redis"}
    tree = ast.parse(program.read_text(encoding="utf-8"))
    strangers = [name for name in imported(tree) if name not in allowed]
    assert not strangers, f"a student would have to install or copy: {strangers}"


def imported(tree):
    """The top names of all modules that a program imports; "." for a sibling."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else node.module.split(".")[0]
