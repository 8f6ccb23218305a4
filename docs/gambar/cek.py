"""Makes cek.svg and cek.en.svg, the pictures in the READMEs: real runs on a real terminal.

Run it as `.venv/bin/python docs/gambar/cek.py` (not on Windows: it needs a terminal device).
"""

import os
import pty
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STAGE = "pertemuan3"
MUTANT = ROOT / "tests" / "mutants" / STAGE / "own_name_never_sent"
TYPED = {  # by language
    "id": "$ python3 kit.py cek pertemuan3 --folder tugas_saya",
    "en": "$ python3 kit.py cek pertemuan3 --folder my_work --bahasa en",
}
COLUMNS = 80
ERASED = "\x1b[2K"  # ends each state of the progress line, which is gone in the end
# rich's own frame, without its buttons and its fonts from the internet
FRAME = """\
<svg viewBox="-8 0 1010 {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
    font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-variant-ligatures: none;
    font-size: {char_height}px;
    line-height: {line_height}px;
}}
{styles}
</style>
<defs>
{lines}
</defs>
<rect fill="#1e2127" x="-8" width="1010" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, 22)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def handed_in(folder):
    """The model answer, with the mutant's program in it."""
    shutil.copytree(ROOT / STAGE, folder, dirs_exist_ok=True)
    shutil.copytree(MUTANT, folder, dirs_exist_ok=True)


def on_a_terminal(command):
    """What a command writes to a terminal of 80 columns."""
    near, far = pty.openpty()
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    terminal = {"COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    child = subprocess.Popen(command, cwd=ROOT, env=kept | terminal, stdout=far, stderr=far)
    os.close(far)
    written = b""
    try:
        while data := os.read(near, 65536):
            written += data
    except OSError:
        pass  # Linux says so when the last writer has gone
    child.wait()
    os.close(near)
    return written.decode().replace("\r\n", "\n")


def picture(typed, screen):
    """The command and what came out, as SVG."""
    with open(os.devnull, "w") as nowhere:
        paper = Console(record=True, width=COLUMNS, file=nowhere)
        paper.print(Text(typed, style="bold"))
        paper.print(Text.from_ansi(screen.rpartition(ERASED)[2].rstrip()))
        return paper.export_svg(code_format=FRAME, unique_id="cek")


def main():
    for language, typed in TYPED.items():
        with tempfile.TemporaryDirectory() as folder:
            handed_in(folder)
            options = ["--folder", folder, "--seed", "7", "--bahasa", language]
            screen = on_a_terminal([sys.executable, "-m", "penilai", "cek", STAGE, *options])
        name = "cek.svg" if language == "id" else f"cek.{language}.svg"
        (HERE / name).write_text(picture(typed, screen), encoding="utf-8")


if __name__ == "__main__":
    main()
