"""Packs modules into a zip file, compiled for the Python that runs this.

Where that is not ours, it is run there: `python packing.py PLACE`, with the files as JSON on its
standard input, and the zip on its standard output. So only the standard library is here.
"""

from __future__ import annotations

import importlib.util
import io
import json
import marshal
import struct
import sys
import types
import zipfile

_UNCHECKED = struct.pack("<Iq", 1, 0)  # flags and hash of a .pyc that is always right: PEP 552
_HEADER = 16  # bytes before the code in a .pyc


def pack(files: dict[str, str], place: str) -> bytes:
    """A zip that is to lie at `place`: `files` has for each name in it the path here."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for folder in sorted({name.rpartition("/")[0] for name in files} - {""}):
            archive.writestr(zipfile.ZipInfo(f"{folder}/"), b"")  # one without __init__.py is seen
        for name, path in files.items():
            with open(path, "rb") as file:
                data = file.read()
            archive.writestr(zipfile.ZipInfo(name), data)
            if name.endswith(".py") and (code := _code(path, data)) is not None:
                compiled = marshal.dumps(_moved(code, f"{place}/{name}"))
                header = importlib.util.MAGIC_NUMBER + _UNCHECKED
                archive.writestr(zipfile.ZipInfo(f"{name}c"), header + compiled)
    return made.getvalue()


def _code(path: str, data: bytes) -> types.CodeType | None:
    """The code of a module, where possible as it was compiled when it was installed."""
    try:
        with open(importlib.util.cache_from_source(path), "rb") as file:
            compiled = file.read()
        if compiled.startswith(importlib.util.MAGIC_NUMBER):
            code = marshal.loads(compiled[_HEADER:])
            return code if isinstance(code, types.CodeType) else None
    except (OSError, ValueError, EOFError, TypeError):
        pass  # there is none, or half of one
    try:
        return compile(data, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError):
        return None  # for another Python than this; whoever imports it will be told


def _moved(code: types.CodeType, place: str) -> types.CodeType:
    """The same code, whose tracebacks name the place where the zip will lie, not ours."""
    inner = (_moved(c, place) if isinstance(c, types.CodeType) else c for c in code.co_consts)
    return code.replace(co_filename=place, co_consts=tuple(inner))


if __name__ == "__main__":
    sys.stdout.buffer.write(pack(json.load(sys.stdin), sys.argv[1]))
