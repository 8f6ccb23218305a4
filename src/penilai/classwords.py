"""What the report of a class says in words: on its page and on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from penilai import statistics, studentpage
from penilai.book import Entry
from penilai.language import current, mark, tr
from penilai.outcome import Verdict
from penilai.report import STYLES
from penilai.statistics import FEWEST, Bar, Item
from penilai.studentpage import NOT_ISOLATED

UNKNOWN = "–"
# from what correlation on a check separates how well: Ebel's rule of thumb; and what is so far
# below 0 that it is hardly chance
SEPARATES = (
    (0.4, mark("kuat")),
    (0.2, mark("cukup")),
    (-0.1, mark("lemah")),
    (-1.0, mark("terbalik")),
)


def word(verdict: Verdict) -> str:
    """The verdict as the reader's language has it."""
    return tr(STYLES[verdict][1])


def percent(share: float | None) -> str:
    """A share of 0 to 1 in percent; below 100 never rounded up to it."""
    if share is None:
        return UNKNOWN
    return f"{99 if share < 1 and share > 0.99 else round(100 * share)}%"


def discrimination(item: Item) -> str:
    """How well a check separates, as a number with two decimals."""
    if item.discrimination is None:
        return UNKNOWN
    text = f"{item.discrimination:.2f}".replace("-0.00", "0.00").replace("-", "\N{MINUS SIGN}")
    return text.replace(".", ",") if current() == "id" else text


def separates(item: Item) -> str:
    """The same in a word; empty where it cannot be known."""
    if item.discrimination is None:
        return ""
    return tr(next((w for least, w in SEPARATES if item.discrimination >= least), SEPARATES[-1][1]))


def bar(each: Bar) -> str:
    """What a bar of the histogram stands for, in percent."""
    return "100%" if each.low == each.high else f"{each.low}–{each.high - 1}%"


def isolation(entries: Sequence[Entry]) -> str:
    """How all that ran was shut in; that something was not is said first."""
    ran = [entry.report for entry in entries if entry.report and statistics.ran(entry)]
    tiers = sorted({report.isolation for report in ran}, key=lambda tier: tier != NOT_ISOLATED)
    return ", ".join(map(studentpage.isolation, tiers)) or UNKNOWN


def words() -> dict[str, str]:
    """What the page says of itself."""
    return {
        "class": tr(mark("Laporan kelas")),
        "students": tr(mark("Siswa di kelas")),
        "took_part": tr(mark("Dinilai")),
        "median": tr(mark("Nilai tengah")),
        "median_says": tr(mark("separuh kelas di atasnya, separuh di bawahnya")),
        "full": tr(mark("Nilai penuh")),
        "unsure_count": tr(mark("Menunggu keputusan")),
        "isolation": tr(mark("Isolasi")),
        "unsure": tr(mark("Belum pasti: Anda yang memutuskan")),
        "unsure_says": tr(
            mark("Nilai siswa ini belum tetap dan pemeriksaan ini tidak ikut dihitung di bawah.")
        ),
        "unsure_command": tr(
            mark('penilai putuskan FOLDER SISWA PEMERIKSAAN lulus|gagal --alasan "..."')
        ),
        "notes": tr(mark("Catatan saat mengumpulkan")),
        "note_count": tr(mark("{count} catatan")),
        "map": tr(mark("Peta kelas")),
        "map_says": tr(
            mark("Satu baris untuk setiap siswa; pilih namanya untuk membaca ceritanya.")
        ),
        "decided": tr(mark("diputuskan pengajar")),
        "student": tr(mark("Siswa")),
        "points": tr(mark("Nilai")),
        "histogram": tr(mark("Sebaran nilai")),
        "histogram_says": tr(mark("Berapa siswa mendapat berapa persen dari semua nilai.")),
        "share": tr(mark("Persen")),
        "count": tr(mark("Banyak siswa")),
        "checks": tr(mark("Pemeriksaan: sulit atau mudah, dan apa yang dipisahkannya")),
        "check": tr(mark("Pemeriksaan")),
        "passed": tr(mark("Lulus")),
        "passed_says": tr(
            mark("Lulus: berapa persen siswa mendapat nilainya. Makin kecil, makin sulit.")
        ),
        "separates": tr(mark("Daya pisah")),
        "separates_says": tr(
            mark(
                "Daya pisah menjawab: apakah siswa yang lulus di sini juga lebih baik di "
                "pemeriksaan lain dari tahap ini? Dekat 1: ya, hampir selalu. Dekat 0: tidak ada "
                "hubungannya. Di bawah 0: yang lulus di sini justru lebih lemah di tempat lain, "
                "jadi baca lagi pemeriksaan itu atau bahan ajarnya."
            )
        ),
        "separates_none": tr(
            mark(
                "Tanda – berarti tidak bisa dihitung: semua siswa lulus, tidak ada yang lulus, "
                "atau kurang dari {fewest} siswa."
            )
        ).format(fewest=FEWEST),
        "separates_term": tr(
            mark(
                "Istilahnya: korelasi point-biserial terkoreksi, yaitu tanpa nilai pemeriksaan "
                "itu sendiri. Yang terblokir dihitung tidak lulus; yang belum pasti dan yang "
                "tidak mengumpulkan tidak dihitung."
            )
        ),
        "failures": tr(mark("Kegagalan yang paling sering")),
        "failures_says": tr(
            mark("Gagal di langkah yang sama dihitung bersama; satu siswa menjadi contohnya.")
        ),
        "example": tr(mark("Contoh")),
        "no_failures": tr(mark("Tidak ada yang gagal.")),
        "more": tr(mark("dan {count} lagi")),
        "times": tr(mark("{count} siswa")),
        "back": tr(mark("Kembali ke kelas")),
        "before": tr(mark("Sebelumnya")),
        "after": tr(mark("Berikutnya")),
        "shortened": tr(
            mark(
                "Kelas ini besar, jadi ceritanya dipersingkat di sini. "
                "Cerita lengkap: penilai laporan FOLDER --siswa"
            )
        ),
    }
