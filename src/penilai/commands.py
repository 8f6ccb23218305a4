"""The commands: what each is called, what it takes, and the module that does it.

A module is imported when its command is used, so that no command waits for another's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from penilai import choices, classcommands
from penilai.choices import Parser, Parsers
from penilai.language import mark, tr


def add_all(parsers: Parsers) -> None:
    """Add every command, in the order in which a user meets them."""
    for_students = (_cek, _pantau, _amati, _mulai, _lanjut, _peta, _petunjuk, _ulangi)
    for add in (*for_students, *classcommands.ALL):
        choices.add_language(add(parsers))


def _cek(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai import stage
        from penilai.cek import cek
        from penilai.output import Output

        names, check = options.stages, options.tangga
        if check in stage.find():  # `--tangga modul_contoh`: the name of a stage is no check's
            names, check = [*names, check], ""
        output = Output(options.json, options.diagram, check)
        return cek(names, options.folder, output, options.seed, options.ulang)

    parser = choices.command(parsers, "cek", mark("periksa tahap-tahap di folder ini"), run)
    choices.stages(parser)
    says = tr(mark("folder berisi program, atau berisi folder-folder tahap"))
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help=says)
    says = tr(mark("tulis hasil lengkap ke berkas ini"))
    parser.add_argument("--json", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("gambar tangga pesan satu pemeriksaan; kalau tidak disebut, yang gagal pertama"))
    parser.add_argument("--tangga", nargs="?", const="", metavar=tr(mark("PEMERIKSAAN")), help=says)
    says = tr(mark("gambar tangga pesan semua pemeriksaan ke berkas HTML ini"))
    parser.add_argument("--diagram", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("pakai lagi nama dan pesan dari seed ini"))
    parser.add_argument("--seed", type=choices.whole, metavar="N", help=says)
    says = tr(mark("jalankan N kali, laporkan hasil yang berubah"))
    parser.add_argument("--ulang", type=choices.positive, default=1, metavar="N", help=says)
    return parser


def _pantau(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.pantau import pantau

        return pantau(options.stage, options.folder, options.polling)

    parser = choices.command(parsers, "pantau", mark("periksa setiap kali Anda menyimpan"), run)
    says = tr(mark("nama tahap; tidak perlu di dalam folder tahap"))
    parser.add_argument("stage", nargs="?", metavar=tr(mark("TAHAP")), help=says)
    says = tr(mark("folder berisi program, atau berisi folder-folder tahap"))
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help=says)
    says = tr(mark("lihat berkas berulang kali, kalau hasil tidak muncul sesudah menyimpan"))
    parser.add_argument("--polling", action="store_true", help=says)
    return parser


def _amati(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.amati import amati

        return amati(options.stage, options.folder, options.diagram)

    parser = choices.command(
        parsers, "amati", mark("jalankan server Anda dan gambar percakapannya"), run
    )
    parser.add_argument("stage", metavar=tr(mark("TAHAP")), help=tr(mark("nama tahap")))
    says = tr(mark("folder berisi program, atau berisi folder-folder tahap"))
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help=says)
    says = tr(mark("sesudah selesai, gambar percakapannya ke berkas HTML ini"))
    parser.add_argument("--diagram", type=Path, metavar=tr(mark("BERKAS")), help=says)
    return parser


def _mulai(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.mulai import mulai

        return mulai(options.folder)

    parser = choices.command(parsers, "mulai", mark("buat ruang kerja di folder baru"), run)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=tr(mark("folder yang baru")))
    return parser


def _lanjut(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.lanjut import lanjut

        return lanjut(options.dari_contoh)

    parser = choices.command(parsers, "lanjut", mark("buka tahap berikutnya"), run)
    says = tr(mark("mulai dari contoh kit, bukan dari kode Anda"))
    parser.add_argument("--dari-contoh", action="store_true", help=says)
    return parser


def _peta(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.peta import peta

        return peta()

    return choices.command(parsers, "peta", mark("semua tahap, dan nilai sejauh ini"), run)


def _petunjuk(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.petunjuk import petunjuk

        return petunjuk(" ".join(options.check))

    parser = choices.command(parsers, "petunjuk", mark("petunjuk berikutnya"), run)
    says = tr(mark("nama pemeriksaan; yang pertama gagal kalau tidak disebut"))
    parser.add_argument("check", nargs="*", metavar=tr(mark("PEMERIKSAAN")), help=says)
    return parser


def _ulangi(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.ulangi import ulangi

        return ulangi(options.stage)

    parser = choices.command(parsers, "ulangi", mark("pasang lagi lembar kerja satu tahap"), run)
    says = tr(mark("nama tahap; folder yang lama disimpan"))
    parser.add_argument("stage", metavar=tr(mark("TAHAP")), help=says)
    return parser
