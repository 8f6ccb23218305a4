"""Every message has its English, and whoever asks for English reads nothing else."""

import functools
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from penilai.arguments import ARGPARSE

ROOT = Path(__file__).parents[2]
TOOL = importlib.util.spec_from_file_location("catalogue", ROOT / "tools" / "catalogue.py")
catalogue = importlib.util.module_from_spec(TOOL)
TOOL.loader.exec_module(catalogue)

QUOTED = re.compile(r'"[^"]*"')  # what programs and we said to each other: not for us to translate
FIELD = re.compile(r"\{[^{}]*\}|%(?:\(\w+\))?[rs]")
WORD = re.compile(r"[^\W\d_]")
MUTANTS = ROOT / "tests" / "mutants" / "modul_contoh"
PO = """\
msgid "{who} keluar"
msgstr "{who} left"
"""


def english():
    """The committed catalogue: Indonesian to English."""
    messages = catalogue.load(catalogue.PO.read_bytes())
    return {message.id: message.string for message in messages if message.id}


# The files -------------------------------------------------------------------------------


def test_the_catalogue_has_the_messages_of_the_source_and_no_others():
    found = {message.text for message in catalogue.collect()}
    assert set(english()) == found, "run: python tools/catalogue.py"
    assert b"\n#~" not in catalogue.PO.read_bytes(), "obsolete messages are kept"


def test_every_message_is_translated():
    assert not catalogue.problems(catalogue.load(catalogue.PO.read_bytes()))


def test_the_compiled_catalogue_is_that_of_the_source():
    compiled = catalogue.as_mo(catalogue.load(catalogue.PO.read_bytes()))
    assert catalogue.MO.read_bytes() == compiled, "run: python tools/catalogue.py"


# The tool --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        (PO, ""),
        (PO.replace("{who} left", ""), "No translation"),
        (PO.replace("{who} left", "{he} left"), "Other placeholders"),
        ("#, fuzzy\n" + PO, "Fuzzy"),
    ],
)
def test_what_is_left_to_translate_is_named(now, problem):
    said = "".join(catalogue.problems(catalogue.load(now.encode())))
    assert said.startswith(problem) and bool(said) == bool(problem), said


def test_a_changed_message_keeps_its_translation_but_is_fuzzy():
    changed = catalogue.load(PO.encode())
    assert not catalogue.update(changed, [catalogue.Found("{who} keluar!", "x.py", 1)])
    assert catalogue.problems(changed) == [
        "Fuzzy, look at it again:\n  {who} keluar!\n  {who} left"
    ]


def test_a_message_that_went_is_dropped_and_named():
    changed = catalogue.load(PO.encode())
    assert catalogue.update(changed, []) == ["{who} keluar"]
    assert b"keluar" not in catalogue.as_po(changed)


def test_messages_are_what_is_marked():
    source = 'tr(mark("satu"))\ntr("dua" " kali")\ntr(says)\ntr(error.says)\nmarks("x")\n'
    found = catalogue.marked(source, "x.py")
    assert [(message.text, message.line) for message in found] == [("dua kali", 2), ("satu", 1)]


def test_messages_are_the_sentence_and_the_advice_of_a_check():
    check = '@pytest.mark.points(5, advice="Coba lagi.")\ndef test_x(room):\n    """Sampai"""\n'
    helper = 'def helper():\n    """Not for the student."""\n'
    found = catalogue.graded(check + helper, "x.py")
    assert [message.text for message in found] == ["Sampai", "Coba lagi."]


@pytest.mark.parametrize(
    "source", ['mark(f"{x}")', "mark(text)", 'tr(f"{x}")', 'tr("a" + b)', 'mark("a\\nb")']
)
def test_what_cannot_be_translated_is_refused(source):
    with pytest.raises(catalogue.NotAMessage, match=r"^x\.py:1: a message must be"):
        list(catalogue.marked(source, "x.py"))


# What the user reads ---------------------------------------------------------------------


def run(*words, cwd=None, **environment):
    """What penilai prints with no wish for a language in the environment."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("LANG", "LC_", "PENILAI_BAHASA"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "penilai", *words],
        cwd=cwd,
        env={**kept, "LC_ALL": "C", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout + done.stderr


COMMANDS = "cek pantau amati mulai lanjut peta petunjuk ulangi rilis laporan ekspor".split()


def indonesian(text):
    """The messages that stand in the text in Indonesian, though there is English for them."""
    text = unquoted(text)
    return [message for message, pattern in patterns().items() if pattern.search(text)]


@functools.cache
def patterns():
    """Each Indonesian message, and how it looks with its fields filled in.

    The commands are called the same in every language.
    """
    messages = [message for message, other in english().items() if message != other]
    messages = [message for message in messages if message not in COMMANDS]
    found = {}
    for message in [*messages, *ARGPARSE.values()]:
        parts = FIELD.split(unquoted(message))
        if WORD.search("".join(parts)):
            words = ".+?".join(map(re.escape, parts))
            found[message] = re.compile(rf"(?<!\w){words}(?!\w)")
    return found


def unquoted(text):
    return QUOTED.sub('""', " ".join(text.split()))


@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "cek --help",
        "mulai --help",
        "lanjut --help",
        "petunjuk --help",
        "ulangi --help",
        "peta",
        "cek --seed satu",
        "cek --seed",
        "cek --ulang 0",
        "cek --lain",
        "lain",
        "cek lain",
        "cek --folder lain",
        "ekspor --help",
        "ekspor x lain",
        "laporan --help",
        "laporan x",
        "rilis --help",
        "rilis x lain",
        "rilis x --penilai ./kit",
    ],
)
def test_help_and_complaints_are_in_the_language_asked_for(words, tmp_path):
    ours, theirs = (
        run(*words.split(), cwd=tmp_path),
        run(*words.split(), "--bahasa=en", cwd=tmp_path),
    )
    assert indonesian(ours), ours
    assert not indonesian(theirs), theirs


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "en_GB.UTF-8"}, {"PENILAI_BAHASA": "en", "LC_ALL": "id_ID.UTF-8"}]
)
def test_the_environment_may_ask_for_english(environment):
    said = run("cek", "--help", **environment)
    assert "the stage" in said and not indonesian(said), said


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """What is said and written of a submission that passes, fails and is blocked, by language."""
    folder = tmp_path_factory.mktemp("tugas")
    shutil.copy(MUTANTS / "join_notice_missing" / "server.py", folder)
    shutil.copy(MUTANTS / "client_syntax_error" / "client.py", folder)
    command = "cek modul_contoh --folder . --seed 1 --json hasil.json".split()
    seen = {}
    for language, more in (("id", []), ("en", ["--bahasa", "en"])):
        said = run(*command, *more, cwd=folder)
        [report] = json.loads((folder / "hasil.json").read_text(encoding="utf-8"))["stages"]
        seen[language] = said, report
    return seen


def test_a_report_is_indonesian_by_default(graded):
    said, report = graded["id"]
    found = set(indonesian(said))
    assert {"lulus", "gagal", "terblokir", "Yang diperiksa", report["title"]} <= found
    assert {check["title"] for check in report["checks"]} <= set(english())


def test_an_english_report_has_no_indonesian(graded):
    said, report = graded["en"]
    assert not indonesian(said), said
    for check in report["checks"]:
        for sentence in (check["title"], check["advice"], *check["story"]):
            assert not indonesian(sentence), sentence


def test_the_verdicts_are_the_same_in_both_languages(graded):
    ours, theirs = ([c["verdict"] for c in report["checks"]] for _, report in graded.values())
    assert ours == theirs and set(ours) == {"lulus", "gagal", "terblokir"}
