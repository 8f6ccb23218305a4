"""What a command tells of a file that it writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from penilai import disk
from penilai.language import mark, tr

Content = TypeVar("Content")


def put(path: Path, content: Content, write: Callable[[Path, Content], Path | None]) -> None:
    """Write this file, and say so; also where the one before is kept, if `write` kept it.

    Raises UserError where it cannot be written.
    """
    with disk.told(path):
        copy = write(path, content)
    print(tr(mark("Ditulis: {file}")).format(file=path))
    if copy is not None:
        print(tr(mark("Yang lama disimpan: {file}")).format(file=copy))
