"""The class in the formats of others. A module in this folder is a format; nothing lists them.

A format has `SUFFIX`, of the file that it makes, and at least one of these, which are pure:

- `write(entries, facts)` makes the file. With `EACH = True` it is that of one student, and a class
  gets a zip of them.
- `fill(entries, given, column)` fills the file that the grade book gave.
- `wrap(stage)` needs no class at all, only a stage.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from penilai.book import Entry
from penilai.stage import Stage


@dataclass(frozen=True)
class Facts:
    """What a format may say besides the marks: `when` it is, and the environment we run in."""

    when: datetime = datetime(1980, 1, 1, tzinfo=UTC)
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """A filled file; `problems` are sentences on what was left as it was, and why."""

    content: bytes
    students: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """One module of this folder; None stands for what it does not offer."""

    name: str
    suffix: str
    each: bool
    write: Callable[[Sequence[Entry], Facts], str | bytes] | None
    fill: Callable[[Sequence[Entry], bytes, str], Filled] | None
    wrap: Callable[[Stage], bytes] | None


def names() -> list[str]:
    """What the formats are called; none of them is loaded for it."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load(name: str) -> Format:
    """The format of this name, one of `names`."""
    module = importlib.import_module(f"{__name__}.{name}")
    offered = (getattr(module, part, None) for part in ("write", "fill", "wrap"))
    return Format(name, module.SUFFIX, getattr(module, "EACH", False), *offered)
