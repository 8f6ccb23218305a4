"""The commands: what each is called, what it takes, and the module that does it.

A module is imported when its command is used, so that no command waits for another's.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from penilai import export, language
from penilai.language import mark, tr

Parser = argparse.ArgumentParser
Parsers = Any  # argparse has no public name for what add_subparsers returns


def add_all(parsers: Parsers) -> None:
    """Add every command, in the order in which a user meets them."""
    for_students = (_cek, _pantau, _amati, _mulai, _lanjut, _peta, _petunjuk, _ulangi)
    for_instructors = (_rilis, _kelas, _regrade, _putuskan, _laporan, _ekspor, _mirip)
    for add in (*for_students, *for_instructors):
        add_language(add(parsers))


def add_language(parser: Parser) -> None:
    """Understood before and after the command; what it does is done by then."""
    says = tr(mark("bahasa keluaran: id atau en"))
    parser.add_argument("--bahasa", choices=language.LANGUAGES, metavar="id|en", help=says)


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

    parser = _command(parsers, "cek", mark("periksa tahap-tahap di folder ini"), run)
    _stages(parser)
    says = tr(mark("folder berisi program, atau berisi folder-folder tahap"))
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help=says)
    says = tr(mark("tulis hasil lengkap ke berkas ini"))
    parser.add_argument("--json", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("gambar tangga pesan satu pemeriksaan; kalau tidak disebut, yang gagal pertama"))
    parser.add_argument("--tangga", nargs="?", const="", metavar=tr(mark("PEMERIKSAAN")), help=says)
    says = tr(mark("gambar tangga pesan semua pemeriksaan ke berkas HTML ini"))
    parser.add_argument("--diagram", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("pakai lagi nama dan pesan dari seed ini"))
    parser.add_argument("--seed", type=_whole, metavar="N", help=says)
    says = tr(mark("jalankan N kali, laporkan hasil yang berubah"))
    parser.add_argument("--ulang", type=_positive, default=1, metavar="N", help=says)
    return parser


def _pantau(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.pantau import pantau

        return pantau(options.stage, options.folder, options.polling)

    parser = _command(parsers, "pantau", mark("periksa setiap kali Anda menyimpan"), run)
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

    parser = _command(parsers, "amati", mark("jalankan server Anda dan gambar percakapannya"), run)
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

    parser = _command(parsers, "mulai", mark("buat ruang kerja di folder baru"), run)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=tr(mark("folder yang baru")))
    return parser


def _lanjut(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.lanjut import lanjut

        return lanjut(options.dari_contoh)

    parser = _command(parsers, "lanjut", mark("buka tahap berikutnya"), run)
    says = tr(mark("mulai dari contoh kit, bukan dari kode Anda"))
    parser.add_argument("--dari-contoh", action="store_true", help=says)
    return parser


def _peta(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.peta import peta

        return peta()

    return _command(parsers, "peta", mark("semua tahap, dan nilai sejauh ini"), run)


def _petunjuk(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.petunjuk import petunjuk

        return petunjuk(" ".join(options.check))

    parser = _command(parsers, "petunjuk", mark("petunjuk berikutnya"), run)
    says = tr(mark("nama pemeriksaan; yang pertama gagal kalau tidak disebut"))
    parser.add_argument("check", nargs="*", metavar=tr(mark("PEMERIKSAAN")), help=says)
    return parser


def _ulangi(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.ulangi import ulangi

        return ulangi(options.stage)

    parser = _command(parsers, "ulangi", mark("pasang lagi lembar kerja satu tahap"), run)
    says = tr(mark("nama tahap; folder yang lama disimpan"))
    parser.add_argument("stage", metavar=tr(mark("TAHAP")), help=says)
    return parser


def _rilis(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.rilis import rilis

        return rilis(options.folder, options.stages, options.penilai)

    says = mark("untuk pengajar: buat lembar kerja untuk satu kelas")
    parser = _command(parsers, "rilis", says, run)
    says = tr(mark("folder untuk hasilnya: baru, atau kosong"))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=says)
    _stages(parser)
    says = tr(mark("paket penilai yang dipasang GitHub, sebagaimana pip menyebutnya"))
    parser.add_argument("--penilai", default="penilai", metavar=tr(mark("PAKET")), help=says)
    return parser


def _laporan(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.laporan import Wanted, laporan

        return laporan(Wanted(options.source, options.tahap or (), options.siswa, options.ke))

    says = mark("untuk pengajar: tulis laporan kelas sebagai halaman HTML")
    parser = _command(parsers, "laporan", says, run)
    says = tr(mark("folder hasil penilai kelas, atau berkas cek --json"))
    parser.add_argument("source", type=Path, metavar=tr(mark("SUMBER")), help=says)
    says = tr(mark("halaman siswa ini sebagai berkas sendiri; semua siswa kalau tidak disebut"))
    parser.add_argument("--siswa", nargs="*", metavar=tr(mark("SISWA")), help=says)
    says = tr(mark("tulis ke berkas ini; yang sudah ada disimpan di sebelahnya"))
    parser.add_argument("--ke", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("hanya tahap ini; boleh beberapa"))
    parser.add_argument("--tahap", nargs="+", metavar=tr(mark("TAHAP")), help=says)
    return parser


def _kelas(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.kelas import Wanted, kelas

        return kelas(
            Wanted(
                options.collection,
                options.keluaran,
                options.tahap or (),
                options.peserta,
                options.pekerja,
                options.mesin,
                options.tanpa_isolasi,
                options.seed,
            )
        )

    says = mark("untuk pengajar: nilai yang dikumpulkan satu kelas")
    parser = _command(parsers, "kelas", says, run)
    says = tr(mark("folder atau zip dengan satu folder, zip, atau tar untuk tiap siswa"))
    parser.add_argument("collection", type=Path, metavar=tr(mark("KUMPULAN")), help=says)
    says = tr(mark("folder untuk buku nilai dan laporannya; boleh sudah ada: diteruskan"))
    parser.add_argument("--keluaran", type=Path, required=True, metavar="FOLDER", help=says)
    says = tr(mark("hanya tahap ini; boleh beberapa"))
    parser.add_argument("--tahap", nargs="+", metavar=tr(mark("TAHAP")), help=says)
    says = tr(mark("daftar peserta (CSV): nomor induk, nama, email"))
    parser.add_argument("--peserta", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("periksa N program sekaligus; kalau tidak disebut, sesuai prosesor"))
    parser.add_argument("--pekerja", type=_positive, metavar="N", help=says)
    says = tr(mark("jalankan di kluster: dask, atau dask://HOST:PORT"))
    parser.add_argument("--mesin", default="", metavar=tr(mark("MESIN")), help=says)
    says = tr(mark("jalankan program siswa juga kalau tidak bisa diisolasi"))
    parser.add_argument("--tanpa-isolasi", action="store_true", help=says)
    says = tr(mark("pakai nama dan pesan dari seed ini, sejak sekarang"))
    parser.add_argument("--seed", type=_whole, metavar="N", help=says)
    return parser


def _regrade(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.regrade import regrade

        return regrade(options.folder, options.setuju)

    says = mark("untuk pengajar: siapa yang nilainya berubah dengan pemeriksaan yang baru")
    parser = _command(parsers, "regrade", says, run)
    _class_folder(parser)
    says = tr(mark("tulis hasilnya di buku nilai"))
    parser.add_argument("--setuju", action="store_true", help=says)
    return parser


def _putuskan(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.putuskan import Wish, overview, putuskan

        words = (options.student, options.check, options.verdict)
        if words == (None, None, None):
            return overview(options.folder)
        if None in words:
            parser.error(tr(mark("sebutkan SISWA, PEMERIKSAAN, dan lulus atau gagal")))
        return putuskan(options.folder, Wish(*words, options.alasan, options.oleh))

    says = mark("untuk pengajar: hasil yang belum pasti, dan keputusan Anda")
    parser = _command(parsers, "putuskan", says, run)
    _class_folder(parser)
    says = tr(mark("nomor, nama, atau e-mail siswa; semua yang belum pasti kalau tidak disebut"))
    parser.add_argument("student", nargs="?", metavar=tr(mark("SISWA")), help=says)
    says = tr(mark("nama pemeriksaan"))
    parser.add_argument("check", nargs="?", metavar=tr(mark("PEMERIKSAAN")), help=says)
    says = tr(mark("keputusannya"))
    choices = ("lulus", "gagal")
    parser.add_argument("verdict", nargs="?", choices=choices, metavar="lulus|gagal", help=says)
    says = tr(mark("mengapa; dicatat bersama keputusannya"))
    parser.add_argument("--alasan", default="", metavar=tr(mark("TEKS")), help=says)
    says = tr(mark("siapa yang memutuskan; Anda kalau tidak disebut"))
    parser.add_argument("--oleh", default="", metavar=tr(mark("NAMA")), help=says)
    return parser


def _ekspor(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.ekspor import Wanted, ekspor

        return ekspor(
            Wanted(
                options.source,
                options.format,
                options.tahap or (),
                options.dari,
                options.kolom,
                options.ke,
            )
        )

    says = mark("untuk pengajar: tulis nilai untuk Moodle, Canvas, dan lainnya")
    parser = _command(parsers, "ekspor", says, run)
    says = tr(mark("folder hasil penilai kelas, atau berkas cek --json; nama tahap: autograder"))
    parser.add_argument("source", type=Path, metavar=tr(mark("SUMBER")), help=says)
    parser.add_argument("format", metavar="FORMAT", help=", ".join(export.names()))
    says = tr(mark("berkas yang diunduh dari buku nilai, untuk diisi (moodle, canvas)"))
    parser.add_argument("--dari", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("tulis ke berkas ini; yang sudah ada disimpan di sebelahnya"))
    parser.add_argument("--ke", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("hanya tahap ini; boleh beberapa"))
    parser.add_argument("--tahap", nargs="+", metavar=tr(mark("TAHAP")), help=says)
    says = tr(mark("tugas yang diisi di buku nilai (canvas)"))
    parser.add_argument("--kolom", default="", metavar=tr(mark("NAMA")), help=says)
    return parser


def _mirip(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.mirip import Wanted, mirip

        given = options.source, options.tahap or (), options.keluaran, options.minimal
        return mirip(Wanted(*given))

    says = mark("untuk pengajar: program siapa yang mirip, untuk dibicarakan")
    parser = _command(parsers, "mirip", says, run)
    says = tr(mark("folder hasil penilai kelas, atau folder yang berisi satu folder tiap siswa"))
    parser.add_argument("source", type=Path, metavar=tr(mark("SUMBER")), help=says)
    says = tr(mark("hanya tahap ini; boleh beberapa"))
    parser.add_argument("--tahap", nargs="+", metavar=tr(mark("TAHAP")), help=says)
    says = tr(mark("tulis halaman ke berkas ini; yang sudah ada disimpan di sebelahnya"))
    parser.add_argument("--keluaran", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("tampilkan yang setidaknya semirip ini, dari 0 sampai 1; biasanya {usual}"))
    usual = 0.6
    says = says.format(usual=usual)
    parser.add_argument("--minimal", type=_share, default=usual, metavar="N", help=says)
    return parser


def _command(
    parsers: Parsers, name: str, says: str, run: Callable[[argparse.Namespace], int]
) -> Parser:
    parser: Parser = parsers.add_parser(name, help=tr(says))
    parser.set_defaults(run=run)
    return parser


def _class_folder(parser: Parser) -> None:
    says = tr(mark("folder hasil penilai kelas"))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=says)


def _stages(parser: Parser) -> None:
    says = tr(mark("nama tahap; semua kalau tidak disebut"))
    parser.add_argument("stages", nargs="*", metavar=tr(mark("TAHAP")), help=says)


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


def _share(text: str) -> float:
    """From 0 to 1; in Indonesia a comma is written before the decimals."""
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        share = 0
    if not 0 < share <= 1:
        says = tr(mark('"{text}" bukan angka di antara 0 dan 1, misalnya 0.6'))
        raise argparse.ArgumentTypeError(says.format(text=text))
    return share
