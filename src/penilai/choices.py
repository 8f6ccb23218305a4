"""What several commands take, each said and read in one way."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from penilai import language
from penilai.language import mark, tr

Parser = argparse.ArgumentParser
Parsers = Any  # argparse has no public name for what add_subparsers returns


def command(
    parsers: Parsers, name: str, says: str, run: Callable[[argparse.Namespace], int]
) -> Parser:
    """A new command, which `says` in one line what it does; `run` returns its exit code."""
    parser: Parser = parsers.add_parser(name, help=tr(says))
    parser.set_defaults(run=run)
    return parser


def add_language(parser: Parser) -> None:
    """Understood before and after the command; what it does is done by then."""
    says = tr(mark("bahasa keluaran: id atau en"))
    parser.add_argument("--bahasa", choices=language.LANGUAGES, metavar="id|en", help=says)


def class_folder(parser: Parser) -> None:
    """FOLDER, where a class has its book."""
    says = tr(mark("folder hasil penilai kelas"))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=says)


def stages(parser: Parser) -> None:
    """TAHAP ..., all of them if none is named."""
    says = tr(mark("nama tahap; semua kalau tidak disebut"))
    parser.add_argument("stages", nargs="*", metavar=tr(mark("TAHAP")), help=says)


def only(parser: Parser) -> None:
    """The same as an option."""
    says = tr(mark("hanya tahap ini; boleh beberapa"))
    parser.add_argument("--tahap", nargs="+", metavar=tr(mark("TAHAP")), help=says)


def target(parser: Parser) -> None:
    """The file to write."""
    says = tr(mark("tulis ke berkas ini; yang sudah ada disimpan di sebelahnya"))
    parser.add_argument("--ke", type=Path, metavar=tr(mark("BERKAS")), help=says)


def whole(text: str) -> int:
    """A whole number; raises ArgumentTypeError."""
    try:
        return int(text)
    except ValueError:
        says = tr(mark('"{text}" bukan bilangan bulat'))
        raise argparse.ArgumentTypeError(says.format(text=text)) from None


def positive(text: str) -> int:
    """The same from 1 on."""
    if (number := whole(text)) < 1:
        raise argparse.ArgumentTypeError(tr(mark("harus 1 atau lebih")))
    return number


def share(text: str) -> float:
    """From 0 to 1; in Indonesia a comma is written before the decimals."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = 0
    if not 0 < number <= 1:
        says = tr(mark('"{text}" bukan angka di antara 0 dan 1, misalnya 0.6'))
        raise argparse.ArgumentTypeError(says.format(text=text))
    return number
