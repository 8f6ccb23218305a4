"""A program in the box as the grader has it: how it ends, what it is told, what it is asked."""

import contextlib
import gc
import os
import select
import signal
import socket
import time
from pathlib import Path

import psutil
import pytest

from penilai.sandbox import SandboxError, bubblewrap, choose
from penilai.sandbox.box import Box

TIER = choose()
DEADLINE = 20  # seconds; only a failure uses them

pytestmark = pytest.mark.skipif(TIER.name != Box.tier, reason=f"no box here: {TIER.reason}")

SERVES = """
import socket
server = socket.create_server(("", 5005))
print("siap")
while True:
    client, _ = server.accept()
    client.sendall(client.recv(100).upper())
    client.close()
"""
TWO_HUNDRED_THREADS = """
import threading
together = threading.Barrier(200)
threads = [threading.Thread(target=together.wait) for _ in range(200)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("semua")
"""
HOLDS = """
import os, time
for _ in range(3):
    if os.fork() == 0:
        block = b"x" * (300 << 20)
        time.sleep(60)
time.sleep(60)
"""


@pytest.fixture
def start():
    """Starts a program in a box: by its text in a box of its own, or by its name in `box`."""
    opened = []

    def begin(text, box=None, listen_on=None):
        if box is None:
            box = open_box({"server.py": text})
            text = "server.py"
        program = box.start(text, listen_on)
        opened.append(program.stop)
        return program

    def open_box(files):
        box = Box({name: text.encode() for name, text in files.items()}, {})
        opened.append(box.close)
        return box

    begin.box = open_box
    yield begin
    for end in reversed(opened):
        end()


def read(program, end="\n"):
    """Its screen up to this end."""
    text = ""
    while not text.endswith(end) and (letter := os.read(program.stdout, 1).decode()):
        text += letter
    return text


def errors(program):
    with os.fdopen(os.dup(program.stderr)) as stream:
        return stream.read()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", 0),
        ("import sys; sys.exit()", 0),
        ("import sys; sys.exit(3)", 3),
        ("exit()", 0),
        ("quit(4)", 4),
        ("raise SystemExit('selesai')", 1),
        ("1 / 0", 1),
        ("def f(:", 1),
        ("import os; os._exit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", -15),
        ("import os; os.abort()", -6),
        ("import threading; threading.Thread(target=lambda: 1 / 0).start()", 0),
    ],
)
def test_a_program_ends_with_its_own_code(start, text, code):
    program = start(text)
    program.wait_ended()
    assert (program.exit, program.ended) == (code, True), errors(program)


def test_a_program_that_runs_has_no_code_yet(start):
    program = start("input()")
    program.wait_started()
    assert program.exit is None and not program.ended


def test_exit_says_its_sentence(start):
    program = start("import sys; sys.exit('Server tidak ada.')")
    program.wait_ended()
    assert errors(program) == "Server tidak ada.\n"


def test_the_keyboard_stays_open_and_the_screen_is_not_held_back(start):
    program = start("print('nama? ', end='')\nprint(input().upper(), end='')\ninput()")
    assert read(program, "? ") == "nama? ", "at once, without a newline"
    os.write(program.stdin, b"ani\n")
    assert read(program, "NI") == "ANI"
    assert idle(program), "it waits for more, for there is no end of input"
    assert not program.ended


def idle(program):
    deadline = time.monotonic() + DEADLINE
    while not (seen := program.activity().idle) and time.monotonic() < deadline:
        pass
    return seen


def test_its_errors_are_on_a_stream_of_their_own(start):
    program = start("import sys; print('layar'); print('salah', file=sys.stderr)")
    program.wait_ended()
    assert (read(program), errors(program)) == ("layar\n", "salah\n")


def test_we_reach_the_port_that_it_listens_on(start):
    program = start(SERVES)
    assert read(program) == "siap\n"
    for number in range(30):  # more sockets than were passed out at first
        with program.socket() as client:
            client.connect(program.address(5005))
            client.sendall(b"halo %d" % number)
            assert client.recv(100) == b"HALO %d" % number
    assert ("0.0.0.0", 5005) in program.listening(), "it can be asked where"


def test_it_reaches_the_port_that_we_listen_on(start):
    text = 'import socket; socket.create_connection(("127.0.0.1", 5005)).sendall(b"halo")'
    program = start(text, listen_on=5005)
    with program.listener:
        client, _ = program.listener.accept()
        with client:
            assert client.recv(100) == b"halo"


def test_two_hundred_threads_work(start):
    program = start(TWO_HUNDRED_THREADS)
    program.wait_ended()
    assert (program.exit, read(program)) == (0, "semua\n"), errors(program)


@pytest.mark.parametrize("asked", [False, True], ids=["left alone", "asked all the time"])
def test_who_holds_too_much_memory_is_ended(start, asked):
    program = start(HOLDS)
    program.wait_started()
    deadline = time.monotonic() + DEADLINE
    while asked and not program.ended and time.monotonic() < deadline:
        program.activity()
    if not asked:
        program.wait_ended()
    assert program.exit == "memory", "three children of 300 MB"


def test_who_has_too_many_processes_is_ended(start):
    small = 'os.posix_spawn("/bin/sleep", ["sleep", "60"], {})'
    program = start(f"import os\nfor _ in range(150): {small}\ninput()")
    program.wait_ended()
    assert program.exit == "processes"


def test_what_a_program_has_started_ends_with_it(start):
    program = start("import os, signal\nif os.fork() == 0:\n    signal.pause()\nprint('selesai')")
    program.wait_ended()
    assert program.exit == 0
    with os.fdopen(os.dup(program.stdout)) as stream:
        assert stream.read() == "selesai\n", "its child would hold the screen open"


CHANGES_SETTINGS = """
import os
for folder, _, names in os.walk("/proc/sys"):
    for name in names:
        try:
            with open(f"{folder}/{name}") as file:
                words = file.read()
            with open(f"{folder}/{name}", "w") as file:
                file.write(words)
            print(folder, name)
        except (OSError, UnicodeDecodeError):
            pass
print("selesai")
"""


def test_no_setting_of_the_kernel_can_be_changed(start):
    """One could tell the next start something, or the next submission."""
    assert read(start(CHANGES_SETTINGS)) == "selesai\n"


def test_where_the_kit_is_installed_beside_that_python_it_is_not_seen(start, monkeypatch):
    monkeypatch.setattr(bubblewrap, "OURS", Path("/usr/share"))
    program = start("import os; print(os.listdir('/usr/share'), len(os.listdir('/usr')) > 1)")
    assert read(program) == "[] True\n"


def test_one_process_that_asks_for_too_much_gets_an_error(start):
    program = start("try:\n    b'x' * (600 << 20)\nexcept MemoryError:\n    print('penuh')")
    program.wait_ended()
    assert (program.exit, read(program)) == (0, "penuh\n"), errors(program)


def test_two_programs_at_once_have_nothing_in_common(start):
    look = "import os; print(sorted(p for p in os.listdir('/proc') if p.isdigit())); input()"
    files = {"satu.py": SERVES, "dua.py": SERVES, "lihat.py": look}
    files["pesan.py"] = "open('tanda', 'w').close(); open('/tmp/tanda', 'w').close(); input()"
    files["cari.py"] = "import os; print(os.listdir('/tmp'), os.path.exists('tanda'))"
    files["sambung.py"] = (
        'import socket; print(socket.socket().connect_ex(("127.0.0.1", 5005)) != 0)'
    )
    box = start.box(files)
    assert read(start("satu.py", box)) == read(start("dua.py", box)) == "siap\n", "one port each"
    assert read(start("sambung.py", box)) == "True\n", "nobody listens in its network"
    assert read(start("lihat.py", box)) in ("['1', '2']\n", "['1', '2', '3']\n"), "its own only"
    assert idle(start("pesan.py", box))
    assert read(start("cari.py", box)) == "[] False\n", "files of the other one"


LEAVES_TRACES = """
import os, socket
mask = os.umask(0)
for place in (".", "/tmp", "/dev/shm"):
    print(sorted(os.listdir(place)), end=" ")
    open(place + "/tanda", "w").close()
server = socket.create_server(("", 5005))
client = socket.create_connection(("127.0.0.1", 5005))
server.accept()[0].close()  # without SO_REUSEADDR, the port would now be taken for a minute
server.listen()
if os.fork() == 0:
    input()
processes = [name for name in os.listdir("/proc") if name.isdigit()]
print(oct(mask), len(os.listdir("/proc/self/fd")), len(processes))
input()
"""


def test_a_start_finds_nothing_of_the_one_before_it(start):
    box = start.box({"server.py": LEAVES_TRACES})
    screens = []
    for _ in range(4):
        program = start("server.py", box)
        screens.append(read(program))
        program.stop()
    assert screens == ["['server.py'] [] [] 0o22 6 3\n"] * 4, screens


def test_starts_one_after_the_other_have_one_holder_and_those_at_once_one_each(start):
    box = start.box({"server.py": "input()"})
    start("server.py", box).stop()
    one = living(box)
    for _ in range(3):
        start("server.py", box).stop()
    assert living(box) == one
    together = [start("server.py", box) for _ in range(3)]
    for program in together:
        program.wait_started()
        program.stop()
    assert len(living(box)) == len(one) + 2


def test_a_holder_that_has_ended_is_replaced(start):
    box = start.box({"server.py": SERVES})
    start("server.py", box).stop()
    holder = max(living(box), key=lambda pid: (psutil.Process(pid).create_time(), pid))
    end = os.pidfd_open(holder)
    os.kill(holder, signal.SIGKILL)
    assert select.select([end], [], [], DEADLINE)[0]
    os.close(end)
    assert read(start("server.py", box)) == "siap\n"


def test_every_start_finds_the_files_as_they_were_handed_in(start):
    text = "import os; print(open('server.py').read()[:6]); os.unlink('server.py')"
    box = start.box({"server.py": text})
    for _ in range(2):
        assert read(start("server.py", box)) == "import\n"


STUBBORN = """
import os, signal
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)
if os.fork() and os.fork():
    print("siap")
input()
"""


def test_all_that_it_started_ends_with_it(start):
    box = start.box({"server.py": STUBBORN})
    start("server.py", box).stop()
    before = living(box)
    program = start("server.py", box)
    assert read(program) == "siap\n"
    assert len(living(box) - before) >= 3, "three that ignore all they can"
    program.stop()
    assert not living(box) - before
    program.stop()  # once is enough, twice is harmless


def living(box):
    inside = psutil.Process(box._own._process.pid).children(recursive=True)
    return {one.pid for one in inside if one.status() != psutil.STATUS_ZOMBIE}


@pytest.mark.parametrize("listen_on", [None, 5005])
def test_a_box_that_is_gone_is_an_error_of_ours_and_leaves_nothing_open(start, listen_on):
    box = start.box({"server.py": ""})
    box.start("server.py").stop()
    box._own._process.kill()
    os.waitid(os.P_PID, box._own._process.pid, os.WEXITED | os.WNOWAIT)
    gc.collect()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(3):
        with pytest.raises(SandboxError), contextlib.ExitStack() as stack:
            program = box.start("server.py", listen_on)  # the end of the box may take a moment
            stack.callback(program.stop)
            program.wait_started()
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == before, "descriptors stayed open"


def test_a_program_that_is_not_there_says_so(start):
    program = start("lain.py", start.box({"server.py": ""}))
    program.wait_ended()
    assert program.exit == 1 and "lain.py" in errors(program)


def test_the_port_that_we_listen_on_is_there_before_the_program(start):
    program = start("", listen_on=12345)
    with program.listener:
        assert program.listener.getsockname() == ("127.0.0.1", 12345)
        assert isinstance(program.news, socket.socket), "and news come over a socket"
