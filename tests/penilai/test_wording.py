"""Words are compared kindly: what honest programs do differently costs them nothing."""

import pytest

from penilai.wording import JOINED, LEFT, Heard, has_notice, plain, wanted

WORDS = "Ani: halo semua"
LIMIT = 1000


def heard(*segments, limit=LIMIT):
    made = Heard(limit)
    for segment in segments:
        made.add(segment if isinstance(segment, bytes) else segment.encode())
    return made


@pytest.mark.parametrize(
    "text",
    [
        "Ani: halo semua\n",
        "Ani: halo semua",
        "Ani: halo semua\r\n",
        "ANI: Halo SEMUA\n",
        "  Ani:  halo \t semua  \n",
        "Ani : halo semua\n",
        "Ani:halo semua\n",
        "Ani :halo semua\n",
        "Ani: halo semua!!!\n",
        "Ani: halo semua...\n",
        "[2026-01-02 10:20:30] Ani: halo semua\n",
        "\x1b[1;32mAni\x1b[0m: halo \x1b[31msemua\x1b[0m\n",
        "\x1b[2K\x1b[?25lAni: halo semua\x1b[?25h\n",
        "pembuka\nAni: halo semua\npenutup\n",
        "Terkoneksi!Ani: halo semuaBudi: hai",
    ],
)
def test_what_differs_in_form_counts(text):
    assert heard(text).count(WORDS) == 1, f"{text!r} says {WORDS!r}"


@pytest.mark.parametrize(
    "text",
    ["", "Ani: halo\n", "Ani: halo\nsemua\n", "Anihalo semua\n", "Ani; halo semua\n"],
)
def test_what_differs_in_words_does_not(text):
    assert heard(text).count(WORDS) == 0, f"{text!r} does not say {WORDS!r}"


@pytest.mark.parametrize("ending", ["", ".", "!", " ?", "…", ".,;"])
def test_trailing_punctuation_is_not_wanted_either(ending):
    assert heard("halo semua\n").count(f"halo semua{ending}") == 1, "punctuation decided"


def test_words_printed_as_bytes_are_not_the_words():
    assert heard("b'Ani' Bergabung!\n").count("Ani") == 0, "b'Ani' is a mistake, not a name"
    assert heard("b'Ani'\nAni\n").count("Ani") == 1, "only the second line says the name"


def test_words_are_counted_as_often_as_they_came():
    assert heard("Ani: hai\nAni: hai\nAni: h", "ai").count("Ani: hai") == 3, "two lines, one tail"
    assert heard("haihaihai").count("hai") == 3, "glued messages are three"


@pytest.mark.parametrize("dialect", ["\n", ""], ids=["line", "raw"])
@pytest.mark.parametrize("cut", range(1, 9))
def test_a_letter_cut_between_two_segments_stays_whole(cut, dialect):
    data = f"é🚀한{dialect}".encode()
    assert heard(data[:cut], data[cut:]).count("é🚀한") == 1, "the segments belong together"


def test_byte_by_byte_is_the_same_as_at_once():
    data = "\x1b[1mAni\x1b[0m :  café 🚀\r\nBudi: \r\nsisa".encode()
    slowly, at_once = heard(*(data[i : i + 1] for i in range(len(data)))), heard(data)
    assert slowly.lines == at_once.lines, "lines depend on the segments"
    assert (slowly.text, slowly.tail) == (at_once.text, at_once.tail), "so does the text"
    assert slowly.count("ani: café 🚀") == at_once.count("ani: café 🚀") == 1, "so do the words"


def test_bytes_that_are_no_utf8_do_not_stop_the_reading():
    made = heard(b"\xff\xfe rusak\nAni: halo semua\n")
    assert made.count(WORDS) == 1, "the broken line hides the next"
    assert len(made.lines) == 2, made.lines


def test_lines_come_without_their_ends():
    made = heard("satu\r", "\ndua\n\ntiga")
    assert made.lines == ["satu", "dua", ""], "\\r\\n is one end, also when it is cut"
    assert made.tail == "tiga", "the unfinished line is no line yet"
    assert made.all_lines() == ["satu", "dua", "", "tiga"], "all of them, in order"


def test_a_flood_is_forgotten_but_counted():
    made = heard(*["titik " * 50] * 100, limit=600)
    assert made.total == 30000, "every byte counts"
    assert 600 <= len(made.text) <= 900, "what is kept: the limit and the segment that reached it"
    made.add(b"\nAni: halo semua\n")
    assert made.count(WORDS) == 0, "what came after the flood is not kept"


JOIN_NOTICES = [
    "{} Bergabung!",
    "{} telah bergabung.",
    "*** {} JOINED the chat ***",
    "Selamat datang, {}!",
    "[10:20] {} masuk",
    "{}\tsudah terhubung",
]


@pytest.mark.parametrize("notice", JOIN_NOTICES)
def test_a_join_is_told_in_many_ways(notice):
    line = notice.format("ANIBADA")
    assert has_notice("Anibada", JOINED, line), f"{line!r} tells of the join"
    assert not has_notice("Anibada", LEFT, line), f"{line!r} tells of no leave"
    assert heard(f"halo\n{line}\n").count_notices("Anibada", JOINED) == 1, "one line, one notice"


@pytest.mark.parametrize("notice", ["{} keluar!", "{} has LEFT", "- {} terputus", "Pamit: {}"])
def test_a_leave_is_told_in_many_ways(notice):
    assert has_notice("Anibada", LEFT, notice.format("Anibada")), f"{notice} tells of the leave"


@pytest.mark.parametrize(
    "line", ["Anibada: saya keluar", "Anibada : keluar", "b'Anibada' keluar", "Budi keluar", ""]
)
def test_what_is_no_notice(line):
    assert not has_notice("Anibada", LEFT, line), f"{line!r} is none"
    assert heard(line + "\n").count_notices("Anibada", LEFT) == 0, f"{line!r} is none"


def test_raw_notices_are_found_glued_together():
    text = "Terkoneksi dengan Server!Anibada Bergabung!Budilaka Bergabung!Budilaka: halo"
    assert heard(text).count_notices("Anibada", JOINED) == 1, "the first notice"
    assert heard(text).count_notices("Budilaka", JOINED) == 1, "the second, glued to it"
    assert heard("Ani: saya keluar").count_notices("Ani", LEFT) == 0, "chat is no notice"


def test_a_raw_notice_of_one_is_no_notice_of_another():
    text = "Anibada Bergabung!Budilaka keluar!"
    assert heard(text).count_notices("Budilaka", LEFT) == 1, "Budi left"
    assert heard(text).count_notices("Anibada", LEFT) == 0, "Ani is still there"


def test_a_raw_notice_may_name_the_person_last():
    assert heard("Telah keluar: Anibada").count_notices("Anibada", LEFT) == 1, "in whatever order"


def test_plain_and_wanted_are_the_same_for_the_same_meaning():
    assert wanted(" Ani :  HALO! ") == wanted("ani: halo"), "blanks, case, colon, punctuation"
    assert plain("Straße") == plain("STRASSE"), "folded, not only lowered"


def test_a_name_tells_of_nothing():
    assert not has_notice("Budipamiti", LEFT, "Budipamiti Bergabung!")
    assert has_notice("Budipamiti", LEFT, "Budipamiti pamit")
