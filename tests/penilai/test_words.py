"""Names and messages: random, from a seed, and never to be taken for one another."""

import itertools

import pytest

from penilai.wording import VERBS, wanted
from penilai.words import Words

SEEDS = [0, 1, 987654, "7/test_server_broadcasts"]


def drawn(seed):
    words = Words(seed)
    names = [words.name(role) for role in ("Ani", "Budi", "Ani", "Klienz")]
    return [
        *names,
        words.message("halo"),
        words.message(),
        words.beyond_ascii(),
        words.cut(b"x" * 9),
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_seed_draws_the_same_words(seed):
    assert drawn(seed) == drawn(seed), "a run could not be repeated"


def test_another_seed_draws_other_words():
    assert len({str(drawn(seed)) for seed in range(50)}) == 50, "a program could learn them"


@pytest.mark.parametrize("seed", SEEDS)
def test_names_begin_with_the_role_and_are_letters_only(seed):
    words = Words(seed)
    for name in [words.name("Ani") for _ in range(100)]:
        assert name.startswith("Ani") and len(name) == len("Ani") + 6, name
        assert name.isascii() and name.isalpha(), f"{name}: a server may split at anything else"


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_has_the_name_of_another(seed):
    words = Words(seed)
    names = [words.name(role) for role in ("Ani", "Budi") for _ in range(200)]
    assert not contained(names), "one name is found inside another"


@pytest.mark.parametrize("seed", SEEDS)
def test_no_message_is_inside_another(seed):
    words = Words(seed)
    messages = [words.message(text) for text in ("", "halo", "kata halo") for _ in range(50)]
    messages += [words.beyond_ascii() for _ in range(20)]
    assert not contained(messages), "hearing one would count as hearing the other"


def contained(texts):
    """The pairs of which one is in the other, as words are compared."""
    forms = [wanted(text) for text in texts]
    return [pair for pair in itertools.permutations(forms, 2) if pair[0] in pair[1]]


def test_a_message_begins_with_its_text():
    assert Words(1).message("halo semua").startswith("halo semua "), "the story would be unreadable"
    assert Words(1).message() == Words(1).message().strip(), "blanks at the ends may be lost"


def test_a_message_is_a_line_of_its_own():
    words = Words(3)
    for text in [words.message("a"), words.beyond_ascii()]:
        assert not set(text) & set("\r\n:"), f"{text!r} would be read as more than a message"


def test_beyond_ascii_has_letters_of_every_length():
    for seed in range(200):
        text = Words(seed).beyond_ascii()
        lengths = {len(letter.encode()) for letter in text}
        assert lengths == {1, 2, 3, 4}, f"UTF-8 letters have one to four bytes: {text}"


@pytest.mark.parametrize("size", [3, 4, 10, 1000])
def test_a_cut_leaves_something_on_both_sides(size):
    words = Words(size)
    places = {words.cut(b"x" * size) for _ in range(50)}
    assert min(places) > 0 and max(places) < size, f"cut at {places}: one part is empty"


def test_roles_do_not_matter_for_what_is_drawn_next():
    one, other = Words(5), Words(5)
    one.name("Ani"), other.name("Budi")
    assert one.message("halo") == other.message("halo"), "only the seed and the order decide"


def test_no_name_says_that_somebody_comes_or_goes():
    for seed in range(3000):
        name = Words(seed).name("Budi").lower()
        assert not any(verb in name for verb in VERBS), name
