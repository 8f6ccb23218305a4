"""Run a file as `python NAME` does: as `__main__`, with the same ends and tracebacks."""

from __future__ import annotations

import builtins
import os
import sys
import types

TYPE_CHECKING = False  # `typing` is slow to load, and a checker knows this name
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn


OURS = ("/box",)  # where this package lies in the box


def shadows(files: Iterable[str], packages: Iterable[str] = ()) -> bool:
    """Has one of these files the name of a standard module, as `socket.py` has, or of a package?"""
    names = {name.split("/")[0].removesuffix(".py") for name in files if name.endswith(".py")}
    return not names.isdisjoint({*sys.stdlib_module_names, *packages})


def compile_source(program: str, data: bytes) -> types.CodeType:
    """The code of a program, named as the student knows it; what is wrong as Python says it.

    `compile` takes bytes in a comment for granted that `python NAME` refuses (PEP 263).
    """
    if b"coding" not in b"".join(data.split(b"\n", 2)[:2]):
        try:
            data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            says = (
                f"Non-UTF-8 code starting with '\\x{data[error.start]:02x}' in file {program} "
                f"on line {line}, but no encoding declared"
            )
            raise SyntaxError(says, (program, line, None, None)) from None
    return compile(data, program, "exec")


def compile_file(program: str) -> types.CodeType:
    """The same for a file in the current folder."""
    with open(program, "rb") as file:
        return compile_source(program, file.read())


def run(program: str, code: object = None) -> NoReturn:
    """Execute the file in a clean `__main__`, then end as the interpreter does.

    `code` is the file compiled ahead, None where that did not succeed.
    """
    import site

    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=os.path.abspath(program), __builtins__=builtins)
    for name in [n for n in sys.modules if n.startswith(__package__ or "?")]:
        del sys.modules[name]
    sys.modules["__main__"] = main
    sys.argv = [program]
    sys.orig_argv = [sys.executable, program]  # werkzeug's reloader starts it once more with these
    sys.path[:] = [os.getcwd(), *(place for place in sys.path if place not in OURS)]
    for give_back in (site.setquit, site.setcopyright, site.sethelper):
        give_back()
    try:
        exec(code or compile_file(program), main.__dict__)  # type: ignore[arg-type]
    except SystemExit:
        raise
    except BaseException as error:
        show(error)
        sys.exit(1)
    sys.exit()


def show(error: BaseException) -> None:
    """Print the traceback from the student's first frame on: ours are none of his."""
    import traceback

    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == show.__code__.co_filename:
        frames = frames.tb_next
    traceback.print_exception(type(error), error, frames)
