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
    says = tr(mark("jalankan server Anda dan gambar percakapannya"))
    _add_amati(commands.add_parser("amati", help=says))
    return parser


def _add_cek(grade: argparse.ArgumentParser) -> None:
    grade.set_defaults(run=_cek)
    says = tr(mark("nama tahap; semua kalau tidak disebut"))
    grade.add_argument("stages", nargs="*", metavar=tr(mark("TAHAP")), help=says)
    says = tr(mark("folder berisi program, atau berisi folder-folder tahap"))
    grade.add_argument("--folder", type=Path, metavar="FOLDER", help=says)
    says = tr(mark("tulis hasil lengkap ke berkas ini"))
    grade.add_argument("--json", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("gambar tangga pesan satu pemeriksaan; kalau tidak disebut, yang gagal pertama"))
    grade.add_argument("--tangga", nargs="?", const="", metavar=tr(mark("PEMERIKSAAN")), help=says)
    says = tr(mark("gambar tangga pesan semua pemeriksaan ke berkas HTML ini"))
    grade.add_argument("--diagram", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("pakai lagi nama dan pesan dari seed ini"))
    grade.add_argument("--seed", type=_whole, metavar="N", help=says)
    says = tr(mark("jalankan N kali, laporkan hasil yang berubah"))
    grade.add_argument("--ulang", type=_positive, default=1, metavar="N", help=says)
    _add_language(grade)


def _add_amati(watch: argparse.ArgumentParser) -> None:
    watch.set_defaults(run=_amati)
    watch.add_argument("stage", metavar=tr(mark("TAHAP")), help=tr(mark("nama tahap")))
    says = tr(mark("folder berisi program, atau berisi folder-folder tahap"))
    watch.add_argument("--folder", type=Path, metavar="FOLDER", help=says)
    says = tr(mark("sesudah selesai, gambar percakapannya ke berkas HTML ini"))
    watch.add_argument("--diagram", type=Path, metavar=tr(mark("BERKAS")), help=says)
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


def _amati(options: argparse.Namespace) -> int:
    from penilai.amati import amati

    return amati(options.stage, options.folder, options.diagram)


def _cek(options: argparse.Namespace) -> int:
    from penilai import stage
    from penilai.cek import cek
    from penilai.output import Output

    names, check = options.stages, options.tangga
    if check in stage.find():  # `--tangga modul_contoh`: the name of a stage is no check's
        names, check = [*names, check], ""
    output = Output(options.json, options.diagram, check)
    return cek(names, options.folder, output, options.seed, options.ulang)
