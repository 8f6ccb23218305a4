"""Entries of a small class, as the tests of what is made of them need."""

from penilai.book import Decision, Entry, Student
from penilai.outcome import CheckResult, StageReport, Verdict

LULUS, GAGAL, TERBLOKIR, BELUM_PASTI = Verdict


def check(name, points, verdict=LULUS, story=(), advice=""):
    return CheckResult(f"gema::{name}", f"Judul {name}", points, verdict, story, advice, 0.25)


def report(*verdicts, stage="gema", title="Gema", story=("Ani menunggu.",)):
    """A report with a check of 10 points for each verdict."""
    checks = tuple(
        CheckResult(f"{stage}::c{n}", f"Judul {n}", 10, verdict, story, "Coba lagi.", 0.25)
        for n, verdict in enumerate(verdicts)
    )
    return StageReport(stage, title, checks, "bubblewrap", 7, 1.5)


def entry(id, *verdicts, name="", email="", note="", decisions=(), stage="gema", **more):
    made = report(*verdicts, stage=stage, **more) if verdicts else None
    return Entry(Student(id, name, email), stage, made, note, tuple(decisions))


def decision(check, verdict=LULUS, why="Sudah saya lihat."):
    return Decision(check, verdict, "bu Rina", "2026-05-04T10:00:00+07:00", why)
