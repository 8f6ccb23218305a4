"""Moodle's worksheet in several languages: marks and feedback, and not a byte more."""

import csv
import io

import pytest
from books import BELUM_PASTI, GAGAL, LULUS, TERBLOKIR, decision, entry

from penilai.errors import UserError
from penilai.export import Facts, moodle

# Header words and the word of the identifier are those of Moodle's language packs.
SHEETS = {
    "en": (
        "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments\r\n"
        '"Participant 501","Ani Wijaya",ani@kampus.id,"Submitted for grading - ",,100.00,Yes,'
        '"Monday, 4 May 2026, 10:15 AM",-,\r\n'
        '"Participant 502","Budi ""Bud"" Santoso",budi@kampus.id,"No submission - ",,100.00,Yes,'
        "-,-,\r\n"
        '"Participant 503",Citra,citra@kampus.id,"No submission - ",55.00,100.00,Yes,-,'
        '"Monday, 4 May 2026, 11:00 AM",<p>Bagus.</p>\r\n'
    ),
    "id": (
        '\ufeffPengenal,"Nama lengkap","Alamat email",Status,Nilai,"Nilai Maksimal",'
        '"Nilai dapat diubah","Terakhir diubah (pengajuan)","Online text",'
        '"Terakhir diubah (nilai)","Komentar umpan balik"\n'
        '"Peserta 501","Ani Wijaya",ani@kampus.id,"Diajukan untuk dinilai",,"10,00",Ya,'
        '"Senin, 4 Mei 2026, 10:15","Halo,\nini ""tugas"" saya",-,\n'
        '"Peserta 502","Budi Santoso",budi@kampus.id,"Tidak ada pengajuan",,"10,00",Ya,-,,-,\n'
        '"Peserta 503",Citra,citra@kampus.id,"Tidak ada",,"10,00",Ya,-,,-,\n'
    ),
    "de": (
        "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
        "Bewertung kann geändert werden,Zuletzt geändert (Abgabe),"
        "Zuletzt geändert (Bewertung),Feedback als Kommentar\n"
        'Teilnehmer/in501,Ani Wijaya,21001,ani@kampus.id,Abgegeben,"3,50","24,00",Ja,'
        '"Mittwoch, 13. März 2024, 10:15","Mittwoch, 13. März 2024, 19:59",\n'
        'Teilnehmer/in502,Budi Santoso,21002,budi@kampus.id,,,"24,00",Ja,-,-,\n'
        'Teilnehmer/in503,Citra,21003,citra@kampus.id,,,"24,00",Ja,-,-,\n'
    ),
    "ja, blind marking, saved with semicolons": (
        "ID;ステータス;評定;最大評点;評定を変更できますか?;"
        "最終更新日時 (評定);フィードバックコメント\r\n"
        "参加者501;評定のために提出済み;;20.00;Yes;2026年 05月 4日(月曜日) 10:15;\r\n"
        "参加者502;未提出;;20.00;Yes;-;\r\n"
        "参加者503;未提出;;20.00;Yes;-;\r\n"
    ),
}
FULL = {"en": "75.00", "id": "7,50", "de": "18,00"}


def rows(content):
    text = content.decode("utf-8-sig")
    delimiter = ";" if text.split("\n")[0].count(";") else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def ani(**more):
    verdicts = more.pop("verdicts", (LULUS, LULUS, GAGAL, LULUS))
    return entry("501", *verdicts, name="Ani Wijaya", email="ani@kampus.id", **more)


@pytest.mark.parametrize("language", SHEETS)
def test_only_grade_and_feedback_are_filled(language):
    given = SHEETS[language].encode()
    filled = moodle.fill([ani()], given, "")
    before, after = rows(given), rows(filled.content)
    changed = [c for c, cell in enumerate(before[1]) if after[1][c] != cell]
    assert len(changed) == 2 and changed[1] == len(before[0]) - 1
    grade = after[1][changed[0]]
    assert grade == FULL.get(language, "15.00")
    assert "Nilai: 30 dari 40" in after[1][-1] and "Judul 2" in after[1][-1]
    assert (filled.students, filled.problems) == (1, ())
    lines = given.splitlines(keepends=True)
    assert filled.content.startswith(lines[0]) and filled.content.endswith(b"".join(lines[-2:]))


def test_a_student_is_found_by_id_number_too():
    filled = moodle.fill([entry("21002", LULUS, name="?")], SHEETS["de"].encode(), "")
    assert rows(filled.content)[2][5] == "24,00"


def test_a_participant_is_no_id_number_of_another():
    """Two rows that a key speaks for: nobody is filled."""
    given = SHEETS["de"].replace("21002", "501").encode()
    filled = moodle.fill([entry("501", LULUS)], given, "")
    assert filled.content == given and "lebih dari satu" in filled.problems[0]


def test_words_of_the_instructor_stay_and_ours_are_replaced():
    citra = entry("503", GAGAL)
    once = moodle.fill([citra], SHEETS["en"].encode(), "").content
    twice = moodle.fill([entry("503", LULUS)], once, "").content
    feedback = rows(twice)[3][-1]
    assert feedback == '<p>Bagus.</p><div class="penilai">Nilai: 10 dari 10</div>'


def test_what_a_program_said_is_no_html():
    story = ("Yang datang: <script>alert(1)</script>\x1b[2J",)
    filled = moodle.fill([entry("501", GAGAL, story=story)], SHEETS["en"].encode(), "")
    feedback = rows(filled.content)[1][-1]
    assert "&lt;script&gt;" in feedback and "<script" not in feedback and "\x1b" not in feedback


def test_an_unsure_mark_is_not_written_until_it_is_settled():
    given = SHEETS["en"].encode()
    unsure = ani(verdicts=(LULUS, BELUM_PASTI))
    filled = moodle.fill([unsure], given, "")
    assert filled.content == given and filled.students == 0
    assert "gema::c1" in filled.problems[0] and "Ani Wijaya (501)" in filled.problems[0]
    settled = ani(verdicts=(LULUS, BELUM_PASTI), decisions=[decision("gema::c1")])
    filled = moodle.fill([settled], given, "")
    assert (
        rows(filled.content)[1][4] == "100.00"
        and "Sudah saya lihat." in rows(filled.content)[1][-1]
    )


def test_nothing_handed_in_is_no_points_and_a_word():
    entries = [ani(), entry("502", note="Tidak mengumpulkan apa pun.")]
    filled = moodle.fill(entries, SHEETS["en"].encode(), "")
    assert rows(filled.content)[2][4] == "0.00"
    assert "Tidak mengumpulkan apa pun." in rows(filled.content)[2][-1]


def test_a_student_whom_the_worksheet_has_not_is_named():
    filled = moodle.fill([entry("99", LULUS, name="Dewi")], SHEETS["en"].encode(), "")
    assert filled.problems == ("Dewi (99) tidak ada di berkas itu.",)


def test_without_a_feedback_column_the_grade_is_filled_and_it_is_said():
    table = [line.rsplit(",", 1)[0] for line in SHEETS["de"].splitlines()]
    filled = moodle.fill([ani()], "\n".join(table).encode(), "")
    assert rows(filled.content)[1][5] == "18,00" and "umpan balik" in filled.problems[0]


def test_all_stages_are_one_mark():
    both = [ani(), entry("501", GAGAL, GAGAL, stage="lain", title="Lain")]
    filled = moodle.fill(both, SHEETS["en"].encode(), "")
    row = rows(filled.content)[1]
    assert row[4] == "50.00" and "gema: 30/40" in row[-1] and "lain: 0/20" in row[-1]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("Nama,Nilai\nAni,1\n", "Peserta 123456"),
        ("Identifier,Full name,Grade\n", "Peserta 123456"),
        (
            'ID,Name,Grade,Scale,Changed\nParticipant 1,Ani,,"baik, buruk",Yes\n',
            "skala",
        ),
    ],
)
def test_another_file_gets_a_sentence(given, says):
    with pytest.raises(UserError, match=says):
        moodle.fill([ani()], given.encode(), "")


def test_a_field_of_the_user_is_not_taken_for_the_maximum():
    """A year of entry, the same for all, beside a number that is smaller."""
    given = (
        "ID,Nama,NIM,Angkatan,Nilai,Maks,Boleh,Diubah,Umpan balik\n"
        "Peserta 501,Ani,1001,2024,,100.00,Ya,-,\nPeserta 502,Budi,1002,2024,,100.00,Ya,-,\n"
    )
    filled = moodle.fill([ani()], given.encode(), "")
    assert rows(filled.content)[1][:6] == ["Peserta 501", "Ani", "1001", "2024", "75.00", "100.00"]


def test_the_file_for_the_gradebook_has_points_and_feedback_of_each_stage():
    entries = [ani(), entry("502", TERBLOKIR, BELUM_PASTI, LULUS, LULUS, email="b@x.id")]
    made = moodle.write(entries, Facts())
    header, first, second = rows(made.encode())
    assert header == ["ID number", "Email address", "Gema", "Gema (feedback)"]
    assert first[:3] == ["501", "ani@kampus.id", "30"] and "Nilai: 30 dari 40" in first[3]
    assert second == ["502", "b@x.id", "", ""], "an unsure mark is none"
