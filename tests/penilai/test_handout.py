"""The hand-out keeps all but the solutions; marks that do not fit are refused."""

import pytest

from penilai import handout

LESSON = """\
def chat(client):
    # TUGAS: kirim "halo",
    # lalu tunggu jawabannya.
    # BEGIN SOLUTION
    client.sendall(b"halo")
    client.recv(1024)
    # END SOLUTION
    print("selesai")
"""
PAGE = """\
<!-- TUGAS: isi formulir
     dengan nama -->
<!-- BEGIN SOLUTION -->
<input name="username">
<!-- END SOLUTION -->
<script>
  // TUGAS: kirim pesan
  // BEGIN SOLUTION
  socket.emit("message", text);
  // END SOLUTION
</script>
"""


def test_a_solution_becomes_one_line_to_fill_in():
    assert handout.make(LESSON) == (
        "def chat(client):\n"
        '    # TUGAS: kirim "halo",\n'
        "    # lalu tunggu jawabannya.\n"
        "    pass  # tulis kode Anda di sini\n"
        '    print("selesai")\n'
    ), "the hand-out is the lesson with one friendly line instead of the solution"


def test_html_and_javascript_keep_their_kind_of_comment():
    assert handout.make(PAGE) == (
        "<!-- TUGAS: isi formulir\n"
        "     dengan nama -->\n"
        "<!-- tulis kode Anda di sini -->\n"
        "<script>\n"
        "  // TUGAS: kirim pesan\n"
        "  // tulis kode Anda di sini\n"
        "</script>\n"
    ), "each placeholder is a comment of the language that it stands in"


@pytest.mark.parametrize("head", ["while True:", "def f():", "for x in y:", "try:"])
def test_a_block_left_empty_still_compiles(head):
    tail = "finally:\n    print()\n" if head == "try:" else ""
    body = "    # TUGAS: x\n    # BEGIN SOLUTION\n    work()\n    # END SOLUTION\n"
    made = handout.make(f"{head}\n{body}{tail}")
    assert "work" not in made, "the solution is still in the hand-out"
    compile(made, "hand-out", "exec")


def test_several_solutions_all_go():
    made = handout.make(LESSON + LESSON.replace("halo", "hai"))
    assert made.count("tulis kode Anda di sini") == 2, "one line for each solution"
    assert "sendall" not in made, "a solution is still in the hand-out"


@pytest.mark.parametrize("text", ["", "\n", "print('a')", "a\r\nb\r\n", "x\f\ny\n\n"])
def test_text_without_solutions_is_unchanged(text):
    assert handout.make(text) == text, "nothing was marked, so nothing may change"


def test_line_endings_of_windows_are_kept():
    made = handout.make(LESSON.replace("\n", "\r\n"))
    assert made == handout.make(LESSON).replace("\n", "\r\n"), "every line ends in CRLF"


def test_a_hand_out_has_nothing_more_to_take_out():
    made = handout.make(LESSON)
    assert handout.make(made) == made, "making it twice must change nothing"


def test_regions_tells_where_the_marks_are():
    lines = [(begin.line, end.line) for begin, end in handout.regions(PAGE)]
    assert lines == [(3, 5), (8, 10)], "line numbers count from 1"


TASK, BEGIN, END = "# TUGAS: kirim", "# BEGIN SOLUTION", "# END SOLUTION"


@pytest.mark.parametrize(
    ("lines", "number", "words"),
    [
        ([TASK, BEGIN, "x"], 2, "BEGIN SOLUTION without END"),
        (["x", END], 2, "END SOLUTION without BEGIN"),
        ([TASK, BEGIN, "x", END, END], 5, "END SOLUTION without BEGIN"),
        ([TASK, BEGIN, "x", TASK, BEGIN, END, END], 5, "BEGIN in that of line 2"),
        ([BEGIN, "x", END], 1, "no TUGAS"),
        ([TASK, "x", BEGIN, "y", END], 3, "no TUGAS"),
        ([TASK, "", BEGIN, "y", END], 3, "no TUGAS"),
        ([TASK, BEGIN, END, BEGIN, END], 4, "no TUGAS"),
        (["# biasa", BEGIN, "x", END], 2, "no TUGAS"),
        (["<!-- TUGAS: a --><p>", "<!-- BEGIN SOLUTION -->"], 2, "no TUGAS"),
        (["<!-- TUGAS: a -->", "", "<!-- BEGIN SOLUTION -->"], 3, "no TUGAS"),
        ([TASK, "x  " + BEGIN, "y", END], 2, "alone on its line"),
        ([TASK, "# Begin Solution", "y", "# End Solution"], 2, "alone on its line"),
        (["/* BEGIN SOLUTION */"], 1, "alone on its line"),
        (["<!-- BEGIN SOLUTION"], 1, "alone on its line"),
    ],
)
def test_marks_that_do_not_fit_are_refused(lines, number, words):
    with pytest.raises(handout.MarkError, match=words) as caught:
        handout.make("\n".join(lines), "server.py")
    message = str(caught.value)
    assert message.startswith(f"server.py:{number}: "), "it says the file and line"
    assert (caught.value.file, caught.value.line) == ("server.py", number), message
    assert isinstance(caught.value, ValueError), "callers may catch ValueError"
