"""Which language the user reads: Indonesian in the source, English from the catalogue."""

import itertools

import pytest

from penilai import language

VARIABLES = ("PENILAI_BAHASA", "LC_ALL", "LC_MESSAGES", "LANG")
MESSAGE = "{name} tidak ada di folder ini."


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch):
    """No word of the environment, and afterwards what there was before."""
    before = language.current()
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    yield
    language.choose(before)


def test_indonesian_is_the_language_of_the_course():
    assert language.choose() == "id", "nothing else was asked for"
    assert language.tr(MESSAGE) == MESSAGE, "it stands in the source"


def test_english_comes_from_the_catalogue():
    assert language.choose("en") == language.current() == "en"
    assert language.tr(MESSAGE) == "{name} is not in this folder."


def test_going_back_to_indonesian_leaves_no_english():
    language.choose("en")
    language.choose("id")
    assert language.tr(MESSAGE) == MESSAGE


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.parametrize(
    ("value", "chosen"), [("en", "en"), ("id", "id"), ("xx", "id"), ("", "id")]
)
def test_the_environment_may_choose(monkeypatch, name, value, chosen):
    monkeypatch.setenv(name, value)
    assert language.choose() == chosen


@pytest.mark.parametrize(
    ("value", "chosen"),
    [("en_US.UTF-8", "en"), ("en_GB", "en"), ("id_ID.UTF-8", "id"), ("C.UTF-8", "id"), ("C", "id")],
)
def test_a_locale_says_its_language(monkeypatch, value, chosen):
    monkeypatch.setenv("LANG", value)
    assert language.choose() == chosen


@pytest.mark.parametrize(("first", "second"), [*itertools.pairwise(VARIABLES)])
def test_the_more_particular_variable_wins(monkeypatch, first, second):
    monkeypatch.setenv(first, "en")
    monkeypatch.setenv(second, "id")
    assert language.choose() == "en", f"{first} goes before {second}"


@pytest.mark.parametrize("wanted", ["id", "en"])
def test_what_is_asked_for_wins_over_the_environment(monkeypatch, wanted):
    monkeypatch.setenv("PENILAI_BAHASA", "en" if wanted == "id" else "id")
    assert language.choose(wanted) == wanted


@pytest.mark.parametrize("wanted", ["fr", "../../etc/passwd", "EN", "en_US"])
def test_an_unknown_language_counts_as_indonesian(wanted):
    assert language.choose(wanted) == "id"
    assert language.tr(MESSAGE) == MESSAGE


@pytest.mark.parametrize("chosen", language.LANGUAGES)
def test_no_words_stay_no_words(chosen):
    language.choose(chosen)
    assert language.tr("") == "", "gettext answers the empty message with its header"


@pytest.mark.parametrize("chosen", language.LANGUAGES)
def test_a_message_without_a_translation_stays_as_it_is(chosen):
    language.choose(chosen)
    assert language.tr("halo kopi-12345") == "halo kopi-12345"


def test_marking_changes_nothing():
    language.choose("en")
    assert language.mark(MESSAGE) == MESSAGE, "it is translated where it is shown"
