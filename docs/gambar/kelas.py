"""Makes kelas.svg and laporan.png for docs/pengajar.md: a class that was really graded.

Run it as `.venv/bin/python docs/gambar/kelas.py` on Linux, with Chromium installed.
"""

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cek import HERE, ROOT, on_a_terminal, picture

STAGE = "modul_contoh"
MODEL = ROOT / STAGE
MUTANTS, HONEST = (ROOT / "tests" / kind / STAGE for kind in ("mutants", "honest"))
STUDENTS = {  # and what they handed in; None: nothing
    "Ani Lestari": MODEL,
    "Budi Santoso": MUTANTS / "tutorial_as_published",
    "Citra Dewi": HONEST / "asyncio_streams",
    "Dedi Kurniawan": MUTANTS / "leave_notice_missing",
    "Eka Putri": MODEL,
    "Fajar Nugroho": HONEST / "class_based",
    "Gita Maharani": MUTANTS / "sender_gets_no_echo",
    "Hendra Wijaya": MODEL,
    "Indah Permata": MUTANTS / "tutorial_as_published",
    "Joko Susilo": MUTANTS / "client_sends_without_name",
    "Kartika Sari": MODEL,
    "Lukman Hakim": MUTANTS / "wrong_port",
    "Maya Anggraini": HONEST / "slow_to_listen",
    "Nanda Pratama": MUTANTS / "tutorial_as_published",
    "Oki Ramadhan": MODEL,
    "Putri Ayu": None,
}
TYPED = "$ python3 kit.py kelas kiriman --keluaran hasil --peserta peserta.csv"
SHOWN = "1000,1040"  # pixels


def hand_in(folder):
    """Moodle's bulk download of these students, and the list of participants."""
    rows = [["NIM", "Nama", "Email"]]
    for number, (name, case) in enumerate(STUDENTS.items()):
        rows.append([f"2210{number:03}", name, f"{name.split()[0].lower()}@kampus.example"])
        if case is not None:
            place = folder / "kiriman" / f"{name}_{481200 + number}_assignsubmission_file_"
            shutil.copytree(MODEL, place / STAGE)
            shutil.copytree(case, place / STAGE, dirs_exist_ok=True)
    with (folder / "peserta.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def main():
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        hand_in(folder)
        options = ["--keluaran", folder / "hasil", "--peserta", folder / "peserta.csv"]
        command = [sys.executable, "-m", "penilai", "kelas", folder / "kiriman", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # the second run is brief
        screen = on_a_terminal(list(map(str, command))).replace(f"{folder}/", "")
        (HERE / "kelas.svg").write_text(picture(TYPED, screen), encoding="utf-8")
        page = (folder / "hasil" / "laporan.html").as_uri()
        quiet = [browser, "--headless", "--no-sandbox", "--hide-scrollbars"]
        shot = [f"--screenshot={HERE / 'laporan.png'}", f"--window-size={SHOWN}", page]
        subprocess.run([*quiet, *shot], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
