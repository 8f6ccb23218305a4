"""Puts the ladders into docs/empat-cara.md: the same chat in four ways, really run.

Run it as `.venv/bin/python docs/gambar/empat_cara.py`, where bubblewrap and Xvfb are.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "empat-cara.md"
COLUMNS = 100
SEED = 7  # of the names
SILENT = {"ruang_obrolan"}  # the server's screen is its log, which would be half of the ladder
STORIES = {  # one comes, one speaks, one leaves, in the verbs of each stage
    "pertemuan3": '''
def test_cerita(meeting):
    """Cerita"""
    meeting.types_username()
    budi = meeting.meets("Budi")
    text = budi.says_only("halo semua")
    meeting.screen.shows(f"{budi.name} : {text}")
    budi.leave()
    meeting.screen.ends()
''',
    "modul_contoh": '''
def test_cerita(room):
    """Cerita"""
    ani, budi = room.join("Ani", "Budi")
    budi.hears(ani.says("halo semua"))
    budi.leave()
    ani.hears_left(budi.name)
''',
    "chatting_gui": '''
def test_cerita(window):
    """Cerita"""
    window.introduces()
    text = window.types("halo semua")
    window.presses_button()
    window.delivers(text)
    window.shows(window.says("hai"))
    window.closes()
    window.ends()
''',
    "ruang_obrolan": '''
def test_cerita(obrolan):
    """Cerita"""
    ani, budi = obrolan.join("Ani", "Budi")
    budi.hears(ani, ani.says("halo semua"))
    budi.closes_the_tab()
    ani.hears_left(budi)
''',
}


def main():
    page = PAGE.read_text(encoding="utf-8")
    for stage in STORIES:
        block = re.compile(rf"(<!-- tangga {stage} -->\n```text\n).*?(```\n)", re.DOTALL)
        drawn = ladder(stage)
        page, times = block.subn(lambda m, drawn=drawn: m[1] + drawn + m[2], page)
        assert times == 1, f"{PAGE.name} has no place for the ladder of {stage}"
    PAGE.write_text(page, encoding="utf-8")


def ladder(stage):
    """What `--tangga` draws of the stage's own programs in our story."""
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)  # students' programs may run as another user
        project = Path(place) / "cerita"
        shutil.copytree(ROOT / stage, project, ignore=shutil.ignore_patterns("__pycache__"))
        with (project / "stage.toml").open("a", encoding="utf-8") as description:
            description.write("own = true\n")
        story = f"import pytest\n\n\n@pytest.mark.points(100){STORIES[stage]}"
        (project / "test_cerita.py").write_text(story, encoding="utf-8")
        words = [sys.executable, "-m", "penilai", "cek", "cerita", "--tangga", "cerita"]
        done = subprocess.run(
            [*words, "--seed", str(SEED)],
            cwd=place,
            env=os.environ | {"COLUMNS": str(COLUMNS), "PENILAI_BAHASA": "id"},
            capture_output=True,
            text=True,
        )
    found = re.search(r"^✓ Cerita\n(.*?)\n\n", done.stdout, re.DOTALL | re.MULTILINE)
    assert found, done.stdout + done.stderr
    lines = [line.rstrip() for line in found[1].split("\n")]
    return "".join(f"{line}\n" for line in lines if stage not in SILENT or "▤" not in line)


if __name__ == "__main__":
    main()
