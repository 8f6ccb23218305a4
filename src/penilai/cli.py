"""The command `penilai`: what the user types, and the exit codes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from penilai import __version__, language
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
    _add_language(parser)
    commands = parser.add_subparsers(required=True, metavar=tr(mark("PERINTAH")))
    _add_cek(commands.add_parser("cek", help=tr(mark("periksa tahap-tahap di folder ini"))))
    _add_pantau(commands.add_parser("pantau", help=tr(mark("periksa setiap kali Anda menyimpan"))))
    return parser


def _add_cek(grade: argparse.ArgumentParser) -> None:
    grade.set_defaults(run=_cek)
    says = tr(mark("nama tahap; semua kalau tidak disebut"))
    grade.add_argument("stages", nargs="*", metavar=tr(mark("TAHAP")), help=says)
    says = tr(mark("folder berisi program, atau berisi folder-folder tahap"))
    grade.add_argument("--folder", type=Path, metavar="FOLDER", help=says)
    says = tr(mark("tulis hasil lengkap ke berkas ini"))
    grade.add_argument("--json", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("pakai lagi nama dan pesan dari seed ini"))
    grade.add_argument("--seed", type=_whole, metavar="N", help=says)
    says = tr(mark("jalankan N kali, laporkan hasil yang berubah"))
    grade.add_argument("--ulang", type=_positive, default=1, metavar="N", help=says)
    _add_language(grade)


def _add_pantau(watch: argparse.ArgumentParser) -> None:
    watch.set_defaults(run=_pantau)
    says = tr(mark("nama tahap; tidak perlu di dalam folder tahap"))
    watch.add_argument("stage", nargs="?", metavar=tr(mark("TAHAP")), help=says)
    says = tr(mark("folder berisi program, atau berisi folder-folder tahap"))
    watch.add_argument("--folder", type=Path, metavar="FOLDER", help=says)
    says = tr(mark("lihat berkas berulang kali, kalau hasil tidak muncul sesudah menyimpan"))
    watch.add_argument("--polling", action="store_true", help=says)
    _add_language(watch)


def _add_language(parser: argparse.ArgumentParser) -> None:
    """Understood before and after the command; what it does is done by then."""
    says = tr(mark("bahasa keluaran: id atau en"))
    parser.add_argument("--bahasa", choices=language.LANGUAGES, metavar="id|en", help=says)


class _Parser(argparse.ArgumentParser):
    """Complaints in one sentence, in the user's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        says = tr(mark("{message}. Lihat: {command} --help"))
        raise UserError(says.format(message=message, command=self.prog))


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        says = tr(mark('"{text}" bukan bilangan bulat'))
        raise argparse.ArgumentTypeError(says.format(text=text)) from None


def _positive(text: str) -> int:
    if (number := _whole(text)) < 1:
        raise argparse.ArgumentTypeError(tr(mark("harus 1 atau lebih")))
    return number


def _cek(options: argparse.Namespace) -> int:
    from penilai.cek import cek

    return cek(options.stages, options.folder, options.json, options.seed, options.ulang)


def _pantau(options: argparse.Namespace) -> int:
    from penilai.pantau import pantau

    return pantau(options.stage, options.folder, options.polling)
