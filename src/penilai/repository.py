"""A folder becomes a git repository with one commit, where git is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from penilai import writing
from penilai.language import mark, tr

WHO = ("penilai", "penilai@localhost")
# the user's own settings stay out: signing, hooks, ignored files, line endings
SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
STEPS = (
    ["-c", "init.defaultBranch=main", "init", "--quiet", "--template="],
    ["-c", "core.autocrlf=false", "add", "--all", "--force"],
    ["commit", "--quiet", "--message", "Lembar kerja"],
)


def make(folder: Path) -> str:
    """Commit all of `folder` in a new repository there; returns why not, or an empty string."""
    git = shutil.which("git")
    if git is None:
        return tr(mark("git tidak terpasang"))
    try:
        for step in STEPS:
            _run(git, step, folder)
    except (OSError, subprocess.CalledProcessError) as error:
        writing.remove(folder / ".git")
        lines = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        return lines[-1] if lines else str(error)
    return ""


def _run(git: str, words: list[str], folder: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    for role in ("AUTHOR", "COMMITTER"):
        kept[f"GIT_{role}_NAME"], kept[f"GIT_{role}_EMAIL"] = WHO
    subprocess.run(
        [git, *words],
        cwd=folder,
        env=kept | SETTINGS,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=True,
    )
