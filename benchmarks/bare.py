"""The limits: what it costs to start the student's programs, with nothing around them.

Run by the interpreter that the box uses, with `-I -S`, as `bare.py WAY FOLDER TIMES`: each
time is one start. Prints seconds of wall and processor time for all of them, as JSON.
"""

import json
import os
import resource
import signal

# What the forked programs find loaded, as in any warm interpreter that forks them.
import socket  # noqa: F401
import sys
import threading  # noqa: F401
import time

PROGRAMS = ["server.py"] * 11 + ["client.py"] * 3  # what 14 checks of modul_contoh start
ENVIRONMENT = {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "LANG": "C.UTF-8"}


class Start:
    """One start of a program with a keyboard and a screen of its own."""

    def __init__(self):
        self.stdin, self._keyboard = os.pipe()
        self._screen, self.stdout = os.pipe()

    def await_words(self):
        """Return when the program says that it listens, or asks for the name."""
        os.close(self.stdin)
        os.close(self.stdout)
        if not os.read(self._screen, 100):
            raise SystemExit("the program ended: is its port in use?")

    def end(self, child):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(self._keyboard)
        os.close(self._screen)


def exec_program(program):
    """A new interpreter: `python3 PROGRAM`."""
    start = Start()
    child = spawn([program], start)
    start.await_words()
    start.end(child)


def exec_pass(program):
    """A new interpreter that does nothing: `python3 -c pass`."""
    os.waitpid(spawn(["-c", "pass"]), 0)


def fork_program(program):
    """A fork of this interpreter, which runs the program."""
    start = Start()
    child = os.fork()
    if child == 0:
        os.dup2(start.stdin, 0)
        os.dup2(start.stdout, 1)
        sys.stdout.reconfigure(line_buffering=True)
        exec(CODE[program], {"__name__": "__main__", "__builtins__": __builtins__})
        os._exit(0)
    start.await_words()
    start.end(child)


def fork_exit(program):
    """A fork of this interpreter that does nothing."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def spawn(arguments, start=None):
    actions = []
    if start is not None:
        actions = [(os.POSIX_SPAWN_DUP2, start.stdin, 0), (os.POSIX_SPAWN_DUP2, start.stdout, 1)]
    words = ["python3", *arguments]
    return os.posix_spawn(sys.executable, words, ENVIRONMENT, file_actions=actions)


def processor(way):
    """Seconds so far: of the forks with this process, for a fork's price is paid here.

    A new interpreter is counted alone: that is the stricter limit.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = used.ru_utime + used.ru_stime
    return seconds + (time.process_time() if way in (fork_program, fork_exit) else 0)


def measure(way, times):
    way(PROGRAMS[0])  # the first one fills the caches
    began, before = time.perf_counter(), processor(way)
    for number in range(times):
        way(PROGRAMS[number % len(PROGRAMS)])
    return {"wall": time.perf_counter() - began, "cpu": processor(way) - before}


WAYS = {way.__name__: way for way in (exec_program, exec_pass, fork_program, fork_exit)}
CODE = {}

if __name__ == "__main__":
    name, folder, times = sys.argv[1:]
    os.chdir(folder)
    for file in set(PROGRAMS):
        with open(file, "rb") as source:
            CODE[file] = compile(source.read(), file, "exec")
    print(json.dumps(measure(WAYS[name], int(times))))
