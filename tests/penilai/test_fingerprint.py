"""A key changes with all that a verdict depends on, and with nothing else."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from penilai import fingerprint, language, stage
from penilai.fingerprint import ISOLATED, NOT_ISOLATED

FILES = {"server.py": b"print(1)\n", "templates/chat.html": b"\xff\0"}
LOADS = """
import importlib, sys
from penilai import fixtures, grade, jobs, plugin, worker
for name in fixtures.LATE:
    importlib.import_module(f"penilai.{name}")
for name, module in sys.modules.items():
    if name.startswith("penilai."):
        print(module.__file__)
"""


@pytest.fixture
def chosen():
    return stage.find()["modul_contoh"]


@pytest.fixture
def edited(chosen, tmp_path):
    """A stage whose files may be changed; what is cached of it is forgotten each time."""
    (tmp_path / "stage.toml").write_bytes((chosen.folder / "stage.toml").read_bytes())
    own = replace(chosen, folder=tmp_path, own=True)
    own.checks.write_bytes(chosen.checks.read_bytes())

    def checks(file=None, edit=None):
        if file is not None:
            (tmp_path / file).write_bytes(edit((tmp_path / file).read_bytes()))
        fingerprint._checks.cache_clear()
        return fingerprint.checks(own)

    yield checks
    fingerprint._checks.cache_clear()


def test_content_is_of_the_files_by_name():
    content = fingerprint.content
    assert content({"a": b"1", "b": b"2"}) == content({"b": b"2", "a": b"1"})
    kinds = [{}, {"a": b""}, {"b": b""}, {"a": b"b"}, {"ab": b""}, {"a": b"", "b": b""}]
    assert len({content(files) for files in kinds}) == len(kinds)
    assert content({"a\udcff": b""}) != content({"a\udcfe": b""})


def test_seed_and_isolation_are_what_was_asked_for(chosen):
    first = fingerprint.key(FILES, chosen, 7, ISOLATED)
    assert first == fingerprint.key(dict(FILES), chosen, 7, ISOLATED)
    assert first.seed != fingerprint.key(FILES, chosen, 8, ISOLATED).seed
    assert first.isolation != fingerprint.key(FILES, chosen, 7, NOT_ISOLATED).isolation


def test_the_language_of_messages_changes_nothing(chosen):
    before = fingerprint.key(FILES, chosen, 7, ISOLATED)
    language.choose("en")
    fingerprint._checks.cache_clear()
    fingerprint._graders.cache_clear()
    assert fingerprint.key(FILES, chosen, 7, ISOLATED) == before


@pytest.mark.parametrize("file", ["stage.toml", "test_modul_contoh.py"])
def test_a_change_of_the_checks_counts_and_other_line_ends_do_not(edited, file):
    before = edited()
    assert edited(file, lambda data: data.replace(b"\n", b"\r\n")) == before, "git on Windows"
    assert edited(file, lambda data: data + b"# lain\n") != before


def test_stages_have_checks_of_their_own():
    found = [fingerprint.checks(each) for each in stage.find().values()]
    assert len(set(found)) == len(found)


def test_all_that_a_worker_loads_counts():
    done = subprocess.run([sys.executable, "-c", LOADS], capture_output=True, text=True, check=True)
    loaded = {Path(line).resolve() for line in done.stdout.splitlines()}
    files = {file.resolve() for file in fingerprint.graders()}
    assert len(loaded) > 50 and loaded <= files, loaded - files
    assert fingerprint.PACKAGE / "page.js" in files, "runs in the browser of a check"


def test_what_shows_or_exports_marks_does_not_count():
    names = {file.relative_to(fingerprint.PACKAGE).parts[0] for file in fingerprint.graders()}
    assert not names & {"export", "report.py", "store.py", "commands.py", "locale", "cli.py"}
