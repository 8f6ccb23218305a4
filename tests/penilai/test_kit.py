"""kit.py: prepares once, is out of the way afterwards, and says in a sentence what is wrong.

The real program runs in a folder of its own, with a uv on PATH that is ours: it notes how it was
called and installs two small programs. Nothing here needs the internet.
"""

import ast
import errno
import importlib.util
import os
import shutil
import string
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KIT = ROOT / "kit.py"
SYSTEM = ("SYSTEMROOT", "TEMP", "TMP", "PATHEXT", "COMSPEC")  # Windows starts nothing without

FAKE_UV = """
import json, pathlib, sys, sysconfig
log = pathlib.Path(__file__).with_name("calls")
with log.open("a") as calls:
    calls.write(sys.argv[-1] + "\\n")
venv = pathlib.Path(sys.argv[sys.argv.index("--python") + 1]).parents[1]
site = sysconfig.get_path("purelib", "venv", vars={"base": str(venv)})
for name in ("penilai", "pytest"):
    program = f"import os, sys; print({name!r}, *sys.argv[1:], os.getcwd()); sys.exit(7)"
    pathlib.Path(site, name + ".py").write_text(program)
"""


class Clone:
    """A folder with kit.py in it, and how often something was installed there."""

    def __init__(self, folder):
        self.root = folder / "kit"
        self.tools = folder / "tools"
        self.root.mkdir()
        self.tools.mkdir()
        for name in ("kit.py", "pyproject.toml"):
            shutil.copy(ROOT / name, self.root)
        self.venv = self.root / ".venv"
        self.stamp = self.venv / "kit.stamp"

    def add_uv(self):
        fake = self.tools / "fake.py"
        fake.write_text(FAKE_UV)
        if os.name == "nt":
            (self.tools / "uv.bat").write_text(f'@"{sys.executable}" "{fake}" %*\n')
        else:
            uv = self.tools / "uv"
            uv.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{fake}" "$@"\n')
            uv.chmod(0o755)

    def start(self, *arguments, python=(sys.executable,), **env):
        system = {name: os.environ[name] for name in SYSTEM if name in os.environ}
        return subprocess.Popen(
            [*python, self.root / "kit.py", *arguments],
            cwd=self.tools,
            env=system | {"PATH": str(self.tools)} | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments, **options):
        """Exit code, standard output, standard error."""
        with self.start(*arguments, **options) as child:
            out, err = child.communicate()
        return child.returncode, out, err

    @property
    def installs(self):
        calls = self.tools / "calls"
        return calls.read_text().split() if calls.exists() else []


@pytest.fixture
def clone(tmp_path):
    clone = Clone(tmp_path)
    clone.add_uv()
    return clone


@pytest.fixture
def kit():
    """kit.py as a module, for what can be asked without running it."""
    spec = importlib.util.spec_from_file_location("kit", KIT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# preparing, and being out of the way


def test_first_run_prepares_and_every_run_passes_on_arguments_and_exit_code(clone):
    first = clone.run("cek", "modul_contoh", "--ulang", "2")
    second = clone.run("cek", "modul_contoh", "--ulang", "2")

    shown = f"penilai cek modul_contoh --ulang 2 {clone.tools}\n"
    assert first == (7, shown, "Menyiapkan lingkungan (sekali saja, kira-kira 20 detik)...\n")
    assert second == (7, shown, "")
    assert clone.installs == ["--editable=."]


def test_tests_run_at_the_root_with_their_extra_which_is_enough_for_the_rest(clone):
    code, out, _ = clone.run("tes", "-k", "kit")
    assert (code, out) == (7, f"pytest -n logical --dist loadfile -k kit {clone.root}\n")

    clone.run("cek")
    clone.run("tes")
    assert clone.installs == ["--editable=.[tes]"]


def test_tests_add_their_extra_to_what_is_there(clone):
    clone.run("cek")
    (clone.venv / "mine").touch()
    clone.run("tes")
    assert (clone.venv / "mine").exists()
    assert clone.installs == ["--editable=.", "--editable=.[tes]"]


def test_changed_project_is_installed_again_in_the_same_environment(clone):
    clone.run("cek")
    (clone.venv / "mine").touch()
    with (clone.root / "pyproject.toml").open("a") as project:
        project.write("# changed\n")

    assert "Menyiapkan" in clone.run("cek")[2]
    assert clone.run("cek")[2] == ""
    assert (clone.venv / "mine").exists()


def unfinished(clone):
    clone.stamp.unlink()


def without_python(clone):
    shutil.rmtree(clone.venv / ("Scripts" if os.name == "nt" else "bin"))


def of_another_python(clone):
    stamp = clone.stamp.read_bytes().replace(os.fsencode(sys.base_prefix), b"/gone")
    clone.stamp.write_bytes(stamp)


def moved(clone):
    clone.root = clone.root.rename(clone.root.with_name("moved"))
    clone.venv = clone.root / ".venv"


@pytest.mark.parametrize("happen", [unfinished, without_python, of_another_python, moved])
def test_environment_that_is_not_whole_is_made_anew(clone, happen):
    clone.run("cek")
    (clone.venv / "mine").touch()
    happen(clone)

    assert "Menyiapkan" in clone.run("cek")[2]
    assert clone.run("cek")[::2] == (7, "")
    assert not (clone.venv / "mine").exists()


def test_second_kit_waits_for_the_first_and_finds_all_done(clone, kit):
    clone.run("cek")
    stamp = clone.stamp.read_bytes()
    clone.stamp.unlink()
    with (clone.root / ".kit.lock").open("a") as lock:
        kit.hold(lock)
        second = clone.start("cek")
        assert "Menyiapkan" in second.stderr.readline()
        clone.stamp.write_bytes(stamp)

    out, _ = second.communicate()
    assert out.startswith("penilai cek")
    assert clone.installs == ["--editable=."]


@pytest.mark.skipif(os.name == "nt", reason="no exec on Windows: kit.py stays and needs subprocess")
def test_fast_path_imports_nothing(clone):
    clone.run("cek")
    timed = (sys.executable, "-X", "importtime")
    _, _, bare = clone.run(python=timed, PENILAI_BAHASA="id")  # the help
    _, _, fast = clone.run("cek", python=timed)

    def modules(err):
        return {line.rpartition("|")[2].strip() for line in err.splitlines()}

    assert modules(fast) == modules(bare)
    assert "subprocess" not in modules(fast)


def test_windows_way_of_starting_hands_back_the_exit_code(clone):
    clone.run("cek")
    code = (
        "import os, runpy, sys; kit = runpy.run_path(sys.argv[1]); os.name = 'nt';"
        "sys.exit(kit['start']('penilai', 'cek') + 1)"
    )
    assert clone.run(python=(sys.executable, "-c", code))[0] == 8


# saying what is wrong


def test_without_internet_it_says_so_and_keeps_what_there_is(clone):
    clone.run("cek")
    for uv in clone.tools.glob("uv*"):
        uv.unlink()

    code, out, err = clone.run("tes", PIP_NO_INDEX="1")
    assert (code, out) == (3, "")
    assert "Perlu internet, sekali ini saja: sambungkan, lalu jalankan lagi." in err
    assert clone.run("cek")[::2] == (7, "")


@pytest.mark.parametrize("arguments", [(), ("bantuan",), ("--help",), ("-h",)])
def test_help_names_the_two_commands_and_installs_nothing(clone, arguments):
    code, out, err = clone.run(*arguments)
    assert (code, err) == (0, "")
    assert "kit.py cek modul_contoh" in out
    assert "kit.py tes" in out
    assert not clone.venv.exists()


def test_old_python_gets_a_sentence(clone):
    code = (
        "import runpy, sys; sys.version_info = (3, 6, 15); sys.version = '3.6.15 (old)';"
        "sys.argv[:] = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    code, out, err = clone.run("cek", python=(sys.executable, "-c", code))
    assert (code, out) == (3, "")
    assert err.startswith("Perlu Python 3.11 ke atas, ini 3.6.15: pasang dari https://")


def test_old_python_can_read_it(kit):
    source = KIT.read_text(encoding="utf-8")
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Nonlocal, ast.AsyncFunctionDef)
    tree = ast.parse(source, feature_version=(3, 7))
    assert source.isascii()
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]


def test_the_oldest_python_is_that_of_the_project(kit):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "(3, 11)" in KIT.read_text(encoding="utf-8")
    assert "Python 3.11" in kit.INDONESIAN["old"]


PIP_WITHOUT_NETWORK = """\
  error: subprocess-exited-with-error
  pip subprocess to install build dependencies did not run successfully.
      WARNING: Retrying (Retry(total=0)) after connection broken: /simple/hatchling/
      ERROR: Could not find a version that satisfies the requirement hatchling (from versions: none)
      ERROR: No matching distribution found for hatchling
      [end of output]
  note: This error originates from a subprocess, and is likely not a problem with pip.
error: subprocess-exited-with-error
"""
PIP_CUT_OFF = "pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(): timed out."
PIP_ON_A_FULL_DISK = """\
ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device

"""
PIP_OTHERWISE = "Collecting x\nValueError: Unknown license\n[end of output]\n"
DEBIAN = "/k/.venv/bin/python: No module named ensurepip\n"
VENV_IN_USE = "Error: [WinError 5] Access is denied: 'C:\\\\kit\\\\.venv\\\\Scripts\\\\python.exe'"


@pytest.mark.parametrize(
    ("output", "says", "shows"),
    [
        (PIP_WITHOUT_NETWORK, "Perlu internet", "No matching distribution found for hatchling"),
        (PIP_CUT_OFF, "Perlu internet", "timed out."),
        (PIP_ON_A_FULL_DISK, "Disk penuh", "No space left on device"),
        (PIP_OTHERWISE, "Pemasangan gagal", "ValueError: Unknown license"),
        (DEBIAN, "sudo apt install python3-venv", "No module named ensurepip"),
        (VENV_IN_USE, "sedang dipakai", "Access is denied"),
        ("", "Pemasangan gagal", "(?)"),
    ],
)
def test_failure_is_a_sentence_and_the_line_that_tells_most(kit, monkeypatch, output, says, shows):
    monkeypatch.setenv("PENILAI_BAHASA", "id")
    sentence = kit.explain(output)
    assert says in sentence
    assert shows in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.EACCES, "tidak bisa ditulisi"),
        (errno.EROFS, "tidak bisa ditulisi"),
        (errno.ENOSPC, "Disk penuh"),
    ],
)
def test_folder_that_takes_nothing_is_named(kit, monkeypatch, capsys, number, says):
    def refuse(path, mode):
        if mode != "rb":
            raise OSError(number, os.strerror(number), path)
        return open(path, mode)

    monkeypatch.setenv("PENILAI_BAHASA", "id")
    monkeypatch.setattr(kit, "STAMP", "there is none")
    monkeypatch.setattr(kit, "open", refuse, raising=False)
    assert kit.main("cek") == 3
    assert says in capsys.readouterr().err


def test_ctrl_c_ends_it_quietly(kit, monkeypatch, capsys):
    def interrupted(extra):
        raise KeyboardInterrupt

    monkeypatch.setattr(kit, "ready", interrupted)
    assert kit.main("cek") == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("env", "word"),
    [
        ({}, "memeriksa"),
        ({"LANG": "C"}, "memeriksa"),
        ({"LANG": "id_ID.UTF-8"}, "memeriksa"),
        ({"LANG": "en_US.UTF-8"}, "checks"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "C"}, "memeriksa"),
        ({"LANG": "en_US.UTF-8", "PENILAI_BAHASA": "id"}, "memeriksa"),
        ({"PENILAI_BAHASA": "en"}, "checks"),
    ],
)
def test_language_is_indonesian_unless_asked_otherwise(kit, monkeypatch, env, word):
    for name in ("PENILAI_BAHASA", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert word in kit.say("help", "python3")


def test_both_languages_say_the_same_things(kit):
    def gaps(sentences):
        parse = string.Formatter().parse
        return {key: {part[1] for part in parse(text)} for key, text in sentences.items()}

    assert gaps(kit.INDONESIAN) == gaps(kit.ENGLISH)
    assert set(kit.SIGNS) < set(kit.INDONESIAN)
