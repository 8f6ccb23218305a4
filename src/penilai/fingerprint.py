"""What a result depends on, as short texts that can be compared: a result is kept under its key."""

from __future__ import annotations

import ast
import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from penilai.stage import DESCRIPTION, Stage

ISOLATED, NOT_ISOLATED = "isolasi", "tanpa isolasi"
PACKAGE = Path(__file__).parent
GRADE = ("worker", "grade")  # the modules which, with their imports and theirs, make a verdict


@dataclass(frozen=True)
class Key:
    """What a result depends on; a submission whose key is unchanged is not run again.

    `content` is of its files, `checks` of the stage's checks and of the modules that grade;
    `seed` and `isolation` are what was asked for, not what was found.
    """

    content: str
    checks: str
    seed: str
    isolation: str


def key(files: Mapping[str, bytes], stage: Stage, seed: int, isolation: str) -> Key:
    """The key of these files in a run of this seed; `isolation` is ISOLATED or NOT_ISOLATED.

    The language of messages changes nothing.
    """
    return Key(content(files), checks(stage), f"tetap:{seed}", isolation)


def content(files: Mapping[str, bytes]) -> str:
    """The hash of what was handed in, by names."""
    return _hash(sorted(files.items()))


def checks(stage: Stage) -> str:
    """The hash of a stage's checks, of its description, and of all of ours that grades."""
    return _checks(stage.checks, stage.folder / DESCRIPTION)


@functools.cache
def _checks(*files: Path) -> str:
    parts = [(file.name, _source(file)) for file in files]
    return _hash([*parts, ("penilai", _graders().encode())])


@functools.cache
def _graders() -> str:
    files = sorted(graders())
    return _hash((file.relative_to(PACKAGE).as_posix(), _source(file)) for file in files)


def graders() -> set[Path]:
    """The files of the package that a verdict may depend on: GRADE, and all that they import.

    How marks are exported or shown is not among them.
    """
    found: set[Path] = set()
    waiting = list(GRADE)
    while waiting:
        for file in _files(waiting.pop()):
            if file not in found:
                found.add(file)
                waiting += _needs(file) if file.suffix == ".py" else ()
                found.update(_beside(file))
    return found


def _files(name: str) -> Iterator[Path]:
    """A module's file, or all that lies in the folder of a package."""
    if not name.isidentifier():
        return
    if (PACKAGE / name).is_dir():
        yield from (p for p in (PACKAGE / name).rglob("*") if p.suffix not in ("", ".pyc"))
    elif (PACKAGE / f"{name}.py").is_file():
        yield PACKAGE / f"{name}.py"


def _needs(file: Path) -> Iterator[str]:
    """The names of our modules that a file imports, also where a text names what is imported."""
    nodes = list(ast.walk(ast.parse(file.read_bytes())))
    by_text = "importlib" in {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module == "penilai":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from _ours(node.module or "")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from [node.value] if by_text else _ours(node.value)


def _ours(text: str) -> list[str]:
    """The module of ours that a dotted name speaks of, if it does."""
    first, *others = text.split(".")
    return others[:1] if first == "penilai" else []


def _beside(file: Path) -> Iterator[Path]:
    """The scripts that lie beside a module and that it names: they run in a browser."""
    if file.suffix == ".py":
        source = file.read_text(encoding="utf-8")
        yield from (other for other in file.parent.glob("*.js") if other.name in source)


def _source(file: Path) -> bytes:
    """A text of ours; git may have given it the line ends of the machine."""
    return file.read_bytes().replace(b"\r\n", b"\n")


def _hash(parts: Iterable[tuple[str, bytes]]) -> str:
    """One hash for named texts; where one ends and the next begins is part of it."""
    whole = hashlib.sha256()
    for name, data in parts:
        named = name.encode("utf-8", "surrogatepass")
        whole.update(b"%d %d\n" % (len(named), len(data)) + named + data)
    return whole.hexdigest()[:32]
