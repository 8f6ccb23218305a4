"""Without a box: the same contract where it applies, and nothing is left behind."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from penilai.sandbox.inside import limits
from penilai.sandbox.portable import Portable

PORT = 5005
DEADLINE = 20  # seconds; only a failure uses them

posix = pytest.mark.skipif(os.name != "posix", reason="forks, signals and limits of POSIX")

# binds as most students do: without SO_REUSEADDR
SERVES = """
import socket
server = socket.socket()
server.bind(("", 5005))
server.listen()
print("siap")
client, _ = server.accept()
client.sendall(client.recv(100).upper())
client.close()
input()
"""
CONNECTS = """
import socket
with socket.socket() as own:
    own.connect(("127.0.0.1", 5005))
    own.sendall(b"halo")
"""


# What Windows lacks, as far as we use it elsewhere.
WITHOUT = """
import os, psutil, socket, sys  # psutil has its own ways on Windows
for name in "AF_UNIX AF_NETLINK SOCK_SEQPACKET send_fds recv_fds TCP_QUICKACK".split():
    vars(socket).pop(name, None)
for name in "fork uname sysconf memfd_create pidfd_open O_NOFOLLOW O_NONBLOCK getuid".split():
    vars(os).pop(name, None)
for name in ("resource", "fcntl", "termios"):
    sys.modules[name] = None
import penilai.cli, penilai.pantau, penilai.plugin, penilai.worker
"""


def test_the_package_can_be_imported_where_there_is_less_than_on_linux():
    done = subprocess.run([sys.executable, "-P", "-c", WITHOUT], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """The folder in which all temporary files are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def start(temporary):
    """Starts a program of these files; ends it afterwards."""
    started = []

    def begin(text, listen_on=None, **others):
        files = {"server.py": text, **{f"{name}.py": other for name, other in others.items()}}
        tier = Portable({name: code.encode() for name, code in files.items()}, {}, PORT)
        started.append(tier.start("server.py", listen_on))
        return started[-1]

    yield begin
    for program in started:
        program.stop()


def read(program, end="\n"):
    """Its screen up to this end."""
    text = ""
    while not text.endswith(end) and (letter := receive(program.stdout, 1)):
        text += letter.decode()
    return text.replace("\r\n", "\n")


def receive(stream, size):
    return os.read(stream, size) if isinstance(stream, int) else stream.recv(size)


def ended(program):
    """Wait for its end, as the hub does; its exit code."""
    program.news.settimeout(DEADLINE)
    program.news.recv(1, socket.MSG_PEEK)
    program.read_news()
    return program.exit


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", 0),
        ("import sys; sys.exit(3)", 3),
        ("exit(4)", 4),
        ("raise SystemExit('selesai')", 1),
        ("1 / 0", 1),
        ("def f(:", 1),
        ("import os; os._exit(7)", 7),
    ],
)
def test_a_program_ends_with_its_own_code(start, text, code):
    program = start(text)
    assert ended(program) == code and program.ended, read(program)


@posix
def test_a_signal_is_a_negative_code(start):
    assert ended(start("import os; os.kill(os.getpid(), 15)")) == -15


def test_the_program_starts_as_python_starts_it(start):
    text = "import os, sys\nprint(sys.argv, __name__, os.path.basename(__file__), sys.path[0])"
    argv, name, file, first = read(start(text)).split()
    assert (argv, name, file) == ("['server.py']", "__main__", "server.py")
    assert Path(first).name.startswith("penilai-"), "its own folder comes first"


def test_nothing_of_ours_can_be_imported(start):
    text = """
for name in ("penilai", "inside", "shim", "pytest", "rich", "psutil"):
    try:
        print(name, __import__(name))
    except ImportError:
        pass
print("selesai")
"""
    assert read(start(text)) == "selesai\n"


def test_its_environment_is_clean(start, monkeypatch):
    monkeypatch.setenv("KATA_SANDI", "rahasia")
    text = "import os; print('KATA_SANDI' in os.environ, os.environ['PYTHONUNBUFFERED'])"
    assert read(start(text)) == "False 1\n"


@pytest.mark.parametrize("text", ["def f():\n    1 / 0\nf()\n", "def f(:\n", "import bantuan\n"])
def test_a_traceback_has_only_the_students_frames(start, text):
    program = start(text, bantuan="tidak_ada\n")
    assert ended(program) == 1
    told = receive(program.stderr, 65536).decode()
    assert "server.py" in told, told
    assert not [word for word in ("shim", "inside", "script.py", "<frozen") if word in told], told


def test_the_keyboard_stays_open_and_the_screen_is_not_held_back(start):
    program = start("print('nama? ', end='')\nprint(input().upper())\ninput()")
    assert read(program, "? ") == "nama? ", "at once, without a newline"
    os.write(program.stdin, b"ani\n")
    assert read(program) == "ANI\n"
    assert not program.ended, "there is no end of input"


def test_servers_in_turn_and_at_once_get_the_same_port(start):
    for _ in range(2):
        together = [start(SERVES), start(SERVES)]
        for program in together:
            assert read(program) == "siap\n", receive(program.stderr, 65536).decode()
        for program in together:
            with program.socket() as client:
                client.connect(program.address(PORT))
                client.sendall(b"halo")
                assert client.recv(100) == b"HALO"
                assert client.recv(100) == b"", "the server closed first: TIME_WAIT is its side's"
            program.stop()


def test_it_is_asked_where_it_listens_and_names_its_own_port(start):
    program = start(SERVES)
    assert read(program) == "siap\n"
    assert ("0.0.0.0", PORT) in program.listening(), "not the one that it was moved to"


def test_it_reaches_the_port_that_we_listen_on(start):
    program = start(CONNECTS, listen_on=PORT)
    with program.listener:
        client, _ = program.listener.accept()
        with client:
            assert client.recv(100) == b"halo"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a program does")
def test_a_waiting_program_is_seen_to_wait(start):
    program = start("input()")
    deadline = time.monotonic() + DEADLINE
    while not program.activity().idle and time.monotonic() < deadline:
        pass
    assert program.activity().idle


@posix
def test_the_limits_of_the_system_are_set(start):
    text = """
import resource
for name in ("CPU", "DATA", "FSIZE", "NOFILE", "CORE"):
    print(resource.getrlimit(getattr(resource, "RLIMIT_" + name))[0], end=" ")
print()
"""
    wanted = [limits.CPU_SECONDS, limits.DATA_BYTES, limits.FILE_BYTES, limits.OPEN_FILES, 0]
    assert read(start(text)).split() == [str(limit) for limit in wanted]


def test_a_file_that_hides_a_standard_module_has_its_effect(start):
    program = start("import socket; print(socket.MILIKKU)", socket="MILIKKU = 1")
    assert read(program) == "1\n"


def test_the_folder_of_a_program_goes_with_it(start, temporary):
    program = start("open('catatan.txt', 'w').write('x'); print('siap'); input()")
    assert read(program) == "siap\n"
    [folder] = temporary.iterdir()
    assert {path.name for path in folder.iterdir()} == {"server.py", "catatan.txt"}
    program.stop()
    program.stop()  # once is enough, twice is harmless
    assert not list(temporary.iterdir()), "a temporary folder stayed"


CHILD = "import subprocess, sys\nsleep = [sys.executable, '-c', 'import time; time.sleep(600)']\n"


@posix
@pytest.mark.parametrize("end", ["input()", "import os; os._exit(0)"], ids=["alive", "ended"])
@pytest.mark.parametrize("options", ["", "env={}", "start_new_session=True", "process_group=0"])
def test_children_end_with_the_program(start, end, options):
    program = start(f"{CHILD}print(subprocess.Popen(sleep, {options}).pid)\n{end}")
    child = int(read(program))
    program.stop()
    assert not alive(child), "it was left behind"


def alive(pid):
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@posix
def test_other_children_of_ours_are_left_alone(start):
    own = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        start("input()").stop()
        assert own.poll() is None, "it is none of the program's"
    finally:
        own.communicate(b"\n")


@posix
def test_one_program_ends_and_the_other_goes_on(start):
    one, other = start("input()"), start("print(input())")
    one.stop()
    os.write(other.stdin, b"masih di sini\n")
    assert read(other) == "masih di sini\n"
