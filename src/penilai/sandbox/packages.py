"""What the programs of a web stage may import besides the standard library, as one zip file.

It holds the named packages and what they need, found in the grader's own environment, and
nothing else of that. A zip, because a folder would be one mount more for every start, and may
lie where the box's user cannot read. Compiled parts (C) stay behind, for the Python in the box
may be another one than ours; these packages do without.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from penilai.sandbox import packing
from penilai.sandbox.inside import limits
from penilai.sandbox.interpreter import Interpreter
from penilai.sandbox.program import SandboxError

TAKEN = (".py", ".css", ".js", ".png")  # what werkzeug's page about an error is made of, too


@dataclass(frozen=True)
class Archive:
    """The content of the zip, and the top-level `names` that can be imported from it."""

    data: bytes
    names: tuple[str, ...]

    @property
    def environment(self) -> dict[str, str]:
        """For programs in the box that start Python once more."""
        return {"PYTHONPATH": limits.PACKAGES} if self.data else {}


NONE = Archive(b"", ())


@functools.cache
def archive(packages: tuple[str, ...], python: Interpreter) -> Archive:
    """The packages for this Python; raises SandboxError where one of them is not installed.

    Takes a tenth of a second, for a Python of another version than ours two.
    """
    files = dict(_files(packages))
    modules = (name for name in files if name.endswith(".py"))
    names = tuple(sorted({name.split("/")[0].removesuffix(".py") for name in modules}))
    if python.version == sys.version_info[:2]:
        return Archive(packing.pack(files, limits.PACKAGES), names)
    command = [python.path, "-I", "-S", packing.__file__, limits.PACKAGES]
    try:
        done = subprocess.run(
            command, input=json.dumps(files).encode(), capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise SandboxError(f"{python.path}: {error}") from error
    return Archive(done.stdout, names)


def _files(packages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each file that goes along: its name there, and where it lies here."""
    for found in _distributions(packages):
        for path in found.files or ():
            if path.is_absolute() or ".." in path.parts:
                continue  # a command, or an installation that is only a link
            if path.suffix in TAKEN or path.name == "METADATA":
                yield path.as_posix(), str(path.locate())


def _distributions(packages: tuple[str, ...]) -> Iterator[metadata.Distribution]:
    """The named packages and what they need, each once; without what is extra."""
    seen: set[str] = set()
    unseen = [(name, True) for name in packages]
    while unseen:
        name, asked_for = unseen.pop()
        if (plain := re.sub(r"[-_.]+", "-", name).lower()) in seen:
            continue
        seen.add(plain)
        try:
            found = metadata.distribution(plain)
        except metadata.PackageNotFoundError:
            if asked_for:
                raise SandboxError(f"{name} is not installed") from None
            continue  # needed elsewhere: on another system, by an older Python
        yield found
        needed = (line for line in found.requires or () if "extra ==" not in line)
        unseen += [(match[0], False) for line in needed if (match := re.match(r"[\w.-]+", line))]
