"""Programs that are alike: copies are found however disguised, honest work is left alone."""

import random
import re
from pathlib import Path

import pytest

from penilai import alike, handing_out, lexing, ownwork, passages, resemblance, stage, submission
from penilai.book import Student
from penilai.ownwork import MOST_BYTES, MOST_BYTES_TOGETHER, Given

HONEST = Path(__file__).parents[1] / "honest" / "modul_contoh"
STAGES = stage.find()
MODUL = STAGES["modul_contoh"]
CHANGED = "prompt_without_newline", "raw_client_that_strips"
OTHER_NAMES = {
    "clients": "daftar_klien",
    "client": "soket",
    "line": "teks",
    "lines": "semua",
    "nickname": "sebutan",
    "broadcast": "sebarkan",
    "kirim": "tulis_ke",
    "message": "isi",
}
TRAPS = {
    "open texts": "'''" * 9000,
    "escaped ends": '"""' + '\\"""' * 8000,
    "backslashes": "\\" * MOST_BYTES,
    "quotes": '"' * MOST_BYTES,
    "prefixes": "b'" * 16000,
    "parentheses": "(" * MOST_BYTES,
    "open comments": "<!-" * 10000 + "/*" * 1000,
    "numbers": "1." * 16000,
    "one word": "b" * MOST_BYTES,
    "the same again": "a = a + a\n" * 3000,
    "no text": bytes(range(256)).decode("latin-1") * 100,
}


def honest():
    """What the honest variants hand in, by name, but those made from others by one change."""
    folders = [p for p in sorted(HONEST.iterdir()) if p.name not in CHANGED]
    return {p.name: submission.read(MODUL, p).files for p in folders}


def found(handed, least=0.6, of=MODUL):
    each = [(Student(name), files) for name, files in handed.items()]
    return resemblance.of_stage(of, STAGES, each, least)


def who(result):
    """The people of each case."""
    return [
        tuple(tuple(s.id or s.name for s in side) for side in case.people) for case in result.cases
    ]


def disguised(content):
    """Other names and texts, no comments, lines that print, another order of the functions."""
    text = re.sub(r"^(\s+)(?=\w+[.(])", r"\1print('di sini')\n\1", content.decode(), flags=re.M)
    for name, other in OTHER_NAMES.items():
        text = re.sub(rf"\b{name}\b", other, text)
    text = re.sub(r"#[^\n]*", "", text).replace("!", "!!")
    start, *functions = re.split(r"^(?=def |class )", text, flags=re.MULTILINE)
    *functions, last = functions
    random.Random(1).shuffle(functions)
    return "\n\n".join([start, *functions, last]).encode()


# A source as its words -------------------------------------------------------------------


def test_names_texts_numbers_and_comments_make_no_difference():
    one = lexing.words('for client in clients:  # semua\n    client.send(b"halo" * 3)\n')
    two = lexing.words("for c in daftar:\n\n    c.send(f'''hai\n''' * 12)")
    assert [word.means for word in one] == [word.means for word in two]
    assert [word.line for word in two][-1] == 3


def test_what_python_names_and_what_follows_a_dot_makes_a_difference():
    def means(text):
        return [word.means for word in lexing.words(text)]

    assert means("client.send(x)") != means("client.sendall(x)")
    assert means("print(x)") != means("repr(x)")
    assert means("self.client.send") == means("self.soket.send")


def test_pages_keep_their_words():
    words = lexing.words('<!-- satu --><A href="x">Halo</A>', python=False)
    assert " ".join(word.means for word in words) == '< a href = "x" > halo < / a >'


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("name", ["server.py", "chat.html"])
def test_no_source_holds_it_up(name, trap):
    text = TRAPS[trap][:MOST_BYTES]
    words = lexing.words(text, name.endswith(".py"))
    assert len(words) <= len(text)
    passages.shared(name, text, name, text + "x", Given())


# What is one's own -----------------------------------------------------------------------


@pytest.mark.parametrize("name", STAGES)
def test_the_hand_out_has_nothing_of_ones_own(name):
    given = ownwork.given(STAGES[name], STAGES)
    texts, _ = ownwork.texts(handing_out.files(STAGES[name]))
    assert texts and all(given.own(file, text) == [] for file, text in texts.items())


@pytest.mark.parametrize("name", [name for name, each in STAGES.items() if each.starts_from])
def test_nor_has_the_stage_that_it_starts_from(name):
    given = ownwork.given(STAGES[name], STAGES)
    texts, _ = ownwork.texts(ownwork.example(STAGES[STAGES[name].starts_from]))
    assert texts and all(given.own(file, text) == [] for file, text in texts.items())


@pytest.mark.parametrize("name", STAGES)
def test_who_hands_in_the_hand_out_is_like_nobody(name):
    handed = handing_out.files(STAGES[name])
    assert found(dict.fromkeys(["ani", "budi"], handed), 0.1, STAGES[name]).cases == []


def test_the_answer_has_something_of_ones_own():
    given = ownwork.given(MODUL, STAGES)
    text = ownwork.example(MODUL)["server.py"].decode()
    lines = text.split("\n")
    own = {lines[word.line].strip() for word in given.own("server.py", text)}
    assert "clients.pop(index)" in own and "def broadcast(line):" not in own


def test_what_is_too_large_or_made_by_a_tool_is_not_compared_and_told():
    handed = {
        "server.py": b"a = 1\n" * MOST_BYTES,
        "client.py": b"b = 2\n",
        "static/all.js": b"x;" * 4000,
        "static/logo.png": b"\x89PNG",
    }
    texts, left_out = ownwork.texts(handed)
    assert texts == {"client.py": "b = 2\n"} and left_out == ["server.py", "static/all.js"]


def test_all_files_of_a_student_together_are_bounded():
    many = {f"m{n}.py": b"a = 1\n" * (MOST_BYTES // 6) for n in range(20)}
    texts, left_out = ownwork.texts(many)
    assert sum(map(len, texts.values())) <= MOST_BYTES_TOGETHER
    assert len(texts) + len(left_out) == 20


def test_line_ends_and_bytes_that_are_no_text_are_no_difference():
    texts, _ = ownwork.texts({"a.py": b"\xef\xbb\xbfx = 1\r\ny = 2\r", "b.py": b"\xff\xfe"})
    assert texts["a.py"] == "x = 1\ny = 2\n" and len(texts["b.py"]) == 2


# Who is alike ----------------------------------------------------------------------------


def test_honest_programs_are_not_alike():
    assert who(found(honest())) == []


@pytest.mark.parametrize("name", ["chatty", "list_of_dataclasses", "raw_tutorial", "class_based"])
def test_a_copy_in_disguise_is_found_among_honest_ones(name):
    handed = honest()
    copy = {file: disguised(content) for file, content in handed[name].items()}
    result = found(handed | {"~penyalin": copy})
    assert who(result) == [((name,), ("~penyalin",))]
    assert [m.left.file for m in result.cases[0].matches].count("server.py") == 1


def test_the_same_words_are_told_once_with_all_who_have_them():
    handed = honest()
    chatty = {"server.py": handed["chatty"]["server.py"] + b"# saya\n"}
    result = found(handed | {"~a": chatty, "~b": chatty})
    assert who(result) == [(("chatty", "~a", "~b"),)]
    assert result.cases[0].matches[0].right is None


def test_who_has_the_answer_of_the_kit_is_told_with_it():
    result = found({"ani": ownwork.example(MODUL), "budi": {}})
    assert set(who(result)) == {(("contoh jawaban kit", "ani"),)} and result.students == 1


def test_the_kit_is_no_pair_of_anybody():
    text = ownwork.example(MODUL)["server.py"] + b"\nwith open('x') as f: f.seek(0)\n"
    assert found({"ani": {"server.py": text}}, 0.1).cases == []


def test_what_more_than_half_of_the_class_wrote_says_nothing():
    source = honest()["class_based"]["server.py"]
    handed = {f"{n:02}": {"server.py": source + f"x{n} = [{n}]\n".encode() * n} for n in range(12)}
    few = dict(list(handed.items())[: alike.FEW])
    assert found(few, 0.9).cases and found(handed, 0.1).cases == []


def test_own_files_of_one_student_are_not_compared():
    source = honest()["class_based"]["server.py"]
    two = {"server.py": source, "client.py": source + b"x = [1]\n"}
    assert found({"ani": two}, 0.1).cases == []


def test_a_file_of_another_name_is_compared_too():
    source = honest()["class_based"]["server.py"]
    result = found({"ani": {"server.py": source}, "budi": {"client.py": source}})
    assert [(m.left.file, m.right.file) for m in result.cases[0].matches] == [
        ("server.py", "client.py")
    ]


def test_the_order_of_the_class_makes_no_difference():
    handed = honest() | {"~a": honest()["chatty"], "~b": honest()["selectors_one_thread"]}
    backwards = dict(reversed(handed.items()))
    one, two = found(handed, 0.2), found(backwards, 0.2)
    assert [c.share for c in one.cases] == [c.share for c in two.cases]
    sides = [[{frozenset(side) for side in people} for people in who(each)] for each in (one, two)]
    assert sides[0] == sides[1]


def test_what_is_not_kept_is_counted(monkeypatch):
    everything = found(honest(), 0.05)
    monkeypatch.setattr(alike, "MOST", 3)
    few = found(honest(), 0.05)
    assert few.cases == everything.cases[: len(few.cases)]
    pairs = [sum(len(c.matches) for c in each.cases) for each in (few, everything)]
    assert pairs[0] == 3 and few.more == pairs[1] - 3


# The shared lines ------------------------------------------------------------------------


def test_shared_lines_stand_side_by_side_and_what_was_given_is_not_marked():
    given = ownwork.given(MODUL, STAGES)
    text = ownwork.example(MODUL)["server.py"].decode()
    copy = "# saya\n\n" + text.replace("clients", "daftar")
    found = passages.shared("server.py", text, "server.py", copy, given)
    pairs = [(a, b) for p in found for a, b in zip(p.left, p.right, strict=True)]
    assert all(b.number == a.number + 2 and a.shared is b.shared for a, b in pairs)
    marked = [(a.text.strip(), b.text.strip()) for a, b in pairs if a.shared]
    assert ("clients.pop(index)", "daftar.pop(index)") in marked
    assert not any(a == "try:" for a, _ in marked)


def test_long_passages_and_long_lines_are_cut():
    text = "\n".join(f"if a{n} > b: c.append(d{n}, '{'x' * 300}')" for n in range(200))
    [passage] = passages.shared("a.py", text, "b.py", text, Given())
    assert len(passage.left) == passages.MOST_LINES
    assert passage.more == 200 - passages.MOST_LINES
    assert max(len(line.text) for line in passage.left) == passages.LONGEST + 1


def test_tabs_are_blanks():
    [line] = passages.whole("a.py", "\tx = 1", Given())
    assert line.text == "    x = 1"
