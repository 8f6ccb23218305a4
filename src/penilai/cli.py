"""The command `penilai`: what the user types, and the exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from penilai import __version__, choices, commands, language
from penilai.arguments import ARGPARSE
from penilai.errors import UserError
from penilai.language import mark, tr

FULL, NOT_FULL, WRONG_USE, UNSURE = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code (see the constants above)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    chosen = language.choose(_language_among(words))
    argparse._ = ARGPARSE.get if chosen == "id" else str  # type: ignore[attr-defined]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(errors="replace")
    try:
        options = _parser().parse_args(words)
        code: int = options.run(options)
        return code
    except UserError as error:
        print(f"penilai: {error}", file=sys.stderr)
        return WRONG_USE
    except OSError as error:
        print(f"penilai: {error}", file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print(tr(mark("Dihentikan.")), file=sys.stderr)
        return 130


def _language_among(words: list[str]) -> str | None:
    """`--bahasa` before all else: even a complaint about the other words is in it."""
    for number, word in enumerate(words):
        if word == "--bahasa":
            return "".join(words[number + 1 : number + 2])
        if word.startswith("--bahasa="):
            return word.partition("=")[2]
    return None


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="penilai", description=tr(mark("Memeriksa program jaringan Anda.")))
    parser.add_argument(
        "--version",
        action="version",
        version=f"penilai {__version__}",
        help=tr(mark("tampilkan versinya")),
    )
    choices.add_language(parser)
    commands.add_all(parser.add_subparsers(required=True, metavar=tr(mark("PERINTAH"))))
    return parser


class _Parser(argparse.ArgumentParser):
    """Complaints in one sentence, in the user's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        says = tr(mark("{message}. Lihat: {command} --help"))
        raise UserError(says.format(message=message, command=self.prog))
