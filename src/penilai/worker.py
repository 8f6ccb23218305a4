"""The process that has pytest and the checks of one stage loaded, and grades folder by folder.

It is started as `python -m penilai.worker FOLDER LANGUAGE PARENT`, with the folder of the stage.
It reads jobs as JSON lines from its standard input (`orders`) and writes JSON lines to its standard
output: first the rubric, then for each job the results as they come and `{"done": ...}`. Where the
system can fork, each job is a fork of the loaded process, so that pytest is loaded once and no job
sees another.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from pathlib import Path

from penilai import language, sandbox, stage

_UNUSED = (
    "-p no:cacheprovider -p no:terminal -p no:faulthandler -p no:doctest -p no:unittest "
    "-p no:junitxml -p no:pastebin -p no:legacypath -p no:stepwise -p no:setuponly "
    "-p no:setupplan -p no:debugging -p no:recwarn -p no:warnings -p no:logging -p no:capture "
    "-p no:tmpdir -p no:monkeypatch -p no:unraisableexception -p no:threadexception -p no:xdist"
).split()


def main(folder: str, chosen: str, parent: str) -> int:
    """Serve jobs for this stage until standard input ends; returns pytest's exit code."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever prints by accident must not speak for the grader
    sandbox.end_with_parent(int(parent))
    wanted = stage.read(Path(folder))
    dry_run = threading.Thread(target=_try_the_box, args=[wanted])
    dry_run.start()
    import pytest  # takes as long as the dry run, so both go on at once

    from penilai import jobs, plugin

    language.choose(chosen)
    checks = wanted.checks
    # importlib: a random.py beside the checks of one's own project is none of ours
    options = ["--noconftest", "-c", os.devnull, "--import-mode=importlib"]
    options += [f"--rootdir={checks.parent}", f"--bahasa={chosen}"]
    dry_run.join()  # a fork must find one thread only
    loop = jobs.Jobs(wanted, sys.stdin.fileno(), answers)
    try:
        return pytest.main([*_UNUSED, *options, str(checks)], plugins=[plugin, loop])
    finally:
        sandbox.release()


def _try_the_box(wanted: stage.Stage) -> None:
    with contextlib.suppress(sandbox.SandboxError):  # it is said when a job needs it
        sandbox.choose()
        sandbox.pack(wanted.packages)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        os._exit(130)
