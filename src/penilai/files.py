"""Files that are replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def writable(path: Path) -> bool:
    """Can a file of this name be written, as far as can be seen before?"""
    parent = path.resolve().parent
    return not path.is_dir() and parent.is_dir() and os.access(parent, os.W_OK)


def replace(path: Path, text: str) -> None:
    """Write the text; a file that is there is replaced whole or not at all."""
    if path.exists() and not path.is_file():  # a device or a pipe takes it as it comes
        path.write_text(text, encoding="utf-8")
        return
    path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
