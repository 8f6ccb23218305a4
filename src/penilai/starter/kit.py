"""The kit's commands, from this folder: python kit.py cek     (Linux, macOS: python3)

Where the kit is stands in .penilai/perintah.json; this file needs no change.
"""

import os
import sys

ROOT = os.path.dirname(os.path.realpath(__file__))
sys.path[:] = [place for place in sys.path if os.path.realpath(place) != ROOT]  # a json.py here
LOST = (
    "Kit tidak ditemukan lagi. Jalankan sekali di folder ini, dengan kit.py milik kit:\n"
    "python FOLDER_KIT/kit.py peta\n"
    "(The kit is not where it was: run the line above once, with the kit's own kit.py.)\n"
)


def command():
    """The words that start the kit; empty where it is gone."""
    import json

    try:
        with open(os.path.join(ROOT, ".penilai", "perintah.json"), "rb") as file:
            words = json.loads(file.read().decode("utf-8"))
        python, kit = words[0], words[-1]
    except (OSError, ValueError, LookupError, TypeError):
        return []
    if os.path.isfile(kit) and not os.path.isfile(python):
        return [sys.executable, kit]  # it makes its .venv anew
    return words if os.path.isfile(python) else []


def start(words):
    """Become that program, with our arguments; on Windows wait for it."""
    if os.name != "nt":
        os.execv(words[0], words)
    import signal
    import subprocess

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the child; this one waits
    sys.exit(subprocess.call(words))


if __name__ == "__main__":
    found = command()
    if not found:
        sys.stderr.write(LOST)
        sys.exit(3)
    start(found + (sys.argv[1:] or ["--help"]))
