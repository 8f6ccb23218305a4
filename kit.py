"""The one command of this kit: python3 kit.py cek modul_contoh

Makes .venv next to itself, installs this project there when something changed, runs penilai in it.
Any Python since 2.7 can read this file, so that an old one gets a sentence, not a SyntaxError.
"""

import os
import sys

ROOT = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]))
STAMP = os.path.join(VENV, "kit.stamp")  # what .venv was made from; only there when it is whole

INDONESIAN = {
    "help": "{0} kit.py mulai jaringan     membuat ruang kerja Anda: folder jaringan\n"
    "    di ruang kerja: kit.py cek, petunjuk, lanjut, peta, ulangi (lihat README.md)\n"
    "{0} kit.py cek modul_contoh   memeriksa program di folder modul_contoh\n"
    "{0} kit.py tes                menjalankan semua tes kit ini\n"
    "Saat pertama kali dijalankan, kit ini memasang kebutuhannya ke folder .venv:\n"
    "perlu internet, sekali saja.",
    "old": "Perlu Python 3.11 ke atas, ini {0}: pasang dari https://www.python.org/downloads/",
    "wait": "Menyiapkan lingkungan (sekali saja, kira-kira 20 detik)...",
    "full": "Disk penuh: kosongkan kira-kira 300 MB, lalu jalankan lagi. ({0})",
    "venv": "Python ini belum lengkap: sudo apt install python3-venv, lalu jalankan lagi. ({0})",
    "net": "Perlu internet, sekali ini saja: sambungkan, lalu jalankan lagi. ({0})",
    "shut": "Folder ini tidak bisa ditulisi atau sedang dipakai: salin kit ke folder lain. ({0})",
    "else": "Pemasangan gagal; kalau terulang, tunjukkan ini kepada pengajar. ({0})",
}
ENGLISH = {
    "help": "{0} kit.py mulai jaringan     makes your workspace: the folder jaringan\n"
    "    in the workspace: kit.py cek, petunjuk, lanjut, peta, ulangi (see README.md)\n"
    "{0} kit.py cek modul_contoh   checks the programs in the folder modul_contoh\n"
    "{0} kit.py tes                runs all the tests of this kit\n"
    "The first run installs what it needs into the folder .venv: that takes the internet, once.",
    "old": "Needs Python 3.11 or newer, this is {0}: get it from https://www.python.org/downloads/",
    "wait": "Preparing the environment (only once, about 20 seconds)...",
    "full": "The disk is full: free about 300 MB, then run it again. ({0})",
    "venv": "This Python is incomplete: sudo apt install python3-venv, then run it again. ({0})",
    "net": "This needs the internet, only this once: connect, then run it again. ({0})",
    "shut": "This folder is read-only or in use: copy the kit to another folder. ({0})",
    "else": "The installation failed; if it does so again, show this to your instructor. ({0})",
}
SIGNS = {  # how pip, venv and the system say it; the first one seen counts
    "full": ["Errno 28", "WinError 112"],
    "venv": ["No module named venv", "No module named ensurepip"],
    "net": ["from versions: none", "ConnectionPool(", "TimeoutError", "IncompleteRead"],
    "shut": ["Errno 13", "Errno 30", "WinError 5]", "WinError 32]"],
}


def say(key, *facts):
    names = ("PENILAI_BAHASA", "LC_ALL", "LC_MESSAGES", "LANG")
    language = [os.environ[name] for name in names if os.environ.get(name)] or ["id"]
    return (ENGLISH if language[0].startswith("en") else INDONESIAN)[key].format(*facts)


def explain(output):
    """The sentence for what went wrong, with the line of `output` that tells most about it."""
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["?"]
    errors = [line for line in lines if "error: " in line.lower() and "subprocess" not in line]
    seen = [key for key in SIGNS if any(sign in output for sign in SIGNS[key])]
    return say((seen + ["else"])[0], (errors or lines)[-1][:200])


def wanted(extra):
    """The right stamp: where .venv belongs (moved, it is made anew), then what is in it."""
    place = "{0} {1} {2}\n".format(sys.version_info[:2], sys.base_prefix, ROOT)
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as project:
        return os.fsencode(place + extra + "\n") + project.read()


def found():
    """The stamp of .venv; empty where there is no whole one."""
    if not os.path.exists(PYTHON) or not os.path.exists(STAMP):
        return b""
    with open(STAMP, "rb") as stamp:
        return stamp.read()


def write(stamp):
    with open(STAMP, "wb") as file:
        file.write(stamp)


def ready(extra):
    return found() in (wanted(extra), wanted("[tes]"))


def hold(lock):
    """Wait for any other kit.py; the system lets go when a process ends, however it ends."""
    if os.name != "nt":
        import fcntl

        return fcntl.flock(lock, fcntl.LOCK_EX)
    import msvcrt

    while True:
        try:
            return msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
        except OSError:
            pass  # it gives up after ten seconds; the other one is still at it


def run(*command):
    import subprocess

    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=ROOT, text=True, errors="replace", **quiet)
    if done.returncode:
        raise OSError(done.stdout)


def install(extra):
    import shutil

    project = "--editable=." + extra
    try:
        run(shutil.which("uv") or "no uv", "pip", "install", "--python", PYTHON, project)
    except OSError:  # no uv, or one that does not know the mirror or proxy that pip was told
        run(PYTHON, "-I", "-m", "ensurepip")
        run(PYTHON, "-I", "-m", "pip", "install", "--disable-pip-version-check", project)


def prepare(extra):
    """Make .venv what is wanted. The stamp goes first and comes last: half of it never counts."""
    with open(os.path.join(ROOT, ".kit.lock"), "a") as lock:
        sys.stderr.write(say("wait") + "\n")
        hold(lock)
        if ready(extra):
            return  # another kit.py has just made it
        stamp = found()
        if stamp.splitlines()[:1] == wanted(extra).splitlines()[:1]:
            os.remove(STAMP)
        else:
            stamp = b""
            base = getattr(sys, "_base_executable", sys.executable)  # not .venv's own, if active
            run(base, "-I", "-m", "venv", "--clear", "--without-pip", VENV)
        try:
            install(extra)
        except OSError:
            write(stamp)  # without internet, what there was is still good for `cek`
            raise
        write(wanted(extra))


SPREAD = ("-n", "logical", "--dist", "loadfile")  # the tests, over all processors


def start(*command):
    command = (PYTHON, "-P", "-m") + command  # -P: a rich.py of the student's stays out
    if os.name != "nt":
        os.execv(PYTHON, command)
    import signal
    import subprocess

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the child; this one waits
    return subprocess.call(command)


def main(*arguments):
    if sys.version_info < (3, 11):
        sys.stderr.write(say("old", sys.version.split()[0]) + "\n")
        return 3
    if not arguments or arguments[0] in ("bantuan", "-h", "--help"):
        print(say("help", "python" if os.name == "nt" else "python3"))
        return 0
    extra = "[tes]" if arguments[0] == "tes" else ""
    try:
        if not ready(extra):
            prepare(extra)
        if not extra:
            return start("penilai", *arguments)
        os.chdir(ROOT)
        return start("pytest", *SPREAD, *arguments[1:])
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        sys.stderr.write(explain(str(error)) + "\n")
        return 3  # not the student's fault, as penilai says it


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
