"""The commands of an instructor: what each is called, what it takes, and the module that does it.

A module is imported when its command is used, so that no command waits for another's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from penilai import choices, export
from penilai.choices import Parser, Parsers
from penilai.language import mark, tr


def _rilis(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.rilis import rilis

        return rilis(options.folder, options.stages, options.penilai)

    says = mark("untuk pengajar: buat lembar kerja untuk satu kelas")
    parser = choices.command(parsers, "rilis", says, run)
    says = tr(mark("folder untuk hasilnya: baru, atau kosong"))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=says)
    choices.stages(parser)
    says = tr(mark("paket penilai yang dipasang GitHub, sebagaimana pip menyebutnya"))
    parser.add_argument("--penilai", default="penilai", metavar=tr(mark("PAKET")), help=says)
    return parser


def _laporan(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.laporan import Wanted, laporan

        return laporan(Wanted(options.source, options.tahap or (), options.siswa, options.ke))

    says = mark("untuk pengajar: tulis laporan kelas sebagai halaman HTML")
    parser = choices.command(parsers, "laporan", says, run)
    says = tr(mark("folder hasil penilai kelas, atau berkas cek --json"))
    parser.add_argument("source", type=Path, metavar=tr(mark("SUMBER")), help=says)
    says = tr(mark("halaman siswa ini sebagai berkas sendiri; semua siswa kalau tidak disebut"))
    parser.add_argument("--siswa", nargs="*", metavar=tr(mark("SISWA")), help=says)
    choices.target(parser)
    choices.only(parser)
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
                options.belum_pasti,
            )
        )

    says = mark("untuk pengajar: nilai yang dikumpulkan satu kelas")
    parser = choices.command(parsers, "kelas", says, run)
    says = tr(mark("folder atau zip dengan satu folder, zip, atau tar untuk tiap siswa"))
    parser.add_argument("collection", type=Path, metavar=tr(mark("KUMPULAN")), help=says)
    says = tr(mark("folder untuk buku nilai dan laporannya; boleh sudah ada: diteruskan"))
    parser.add_argument("--keluaran", type=Path, required=True, metavar="FOLDER", help=says)
    choices.only(parser)
    says = tr(mark("daftar peserta (CSV): nomor induk, nama, email"))
    parser.add_argument("--peserta", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("periksa N program sekaligus; kalau tidak disebut, sesuai prosesor"))
    parser.add_argument("--pekerja", type=choices.positive, metavar="N", help=says)
    says = tr(mark("jalankan di kluster: dask, atau dask://HOST:PORT"))
    parser.add_argument("--mesin", default="", metavar=tr(mark("MESIN")), help=says)
    says = tr(mark("jalankan program siswa juga kalau tidak bisa diisolasi"))
    parser.add_argument("--tanpa-isolasi", action="store_true", help=says)
    says = tr(mark("periksa lagi juga yang hasilnya belum pasti"))
    parser.add_argument("--belum-pasti", action="store_true", help=says)
    says = tr(mark("pakai nama dan pesan dari seed ini, sejak sekarang"))
    parser.add_argument("--seed", type=choices.whole, metavar="N", help=says)
    return parser


def _regrade(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.regrade import regrade

        return regrade(options.folder, options.setuju)

    says = mark("untuk pengajar: siapa yang nilainya berubah dengan pemeriksaan yang baru")
    parser = choices.command(parsers, "regrade", says, run)
    choices.class_folder(parser)
    says = tr(mark("tulis hasilnya di buku nilai"))
    parser.add_argument("--setuju", action="store_true", help=says)
    return parser


def _putuskan(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.putuskan import Wish, overview, putuskan

        named = (options.student, options.check, options.verdict)
        if named == (None, None, None):
            return overview(options.folder)
        if None in named:
            parser.error(tr(mark("sebutkan SISWA, PEMERIKSAAN, dan lulus atau gagal")))
        return putuskan(options.folder, Wish(*named, options.alasan, options.oleh))

    says = mark("untuk pengajar: hasil yang belum pasti, dan keputusan Anda")
    parser = choices.command(parsers, "putuskan", says, run)
    choices.class_folder(parser)
    says = tr(mark("nomor, nama, atau e-mail siswa; semua yang belum pasti kalau tidak disebut"))
    parser.add_argument("student", nargs="?", metavar=tr(mark("SISWA")), help=says)
    says = tr(mark("nama pemeriksaan"))
    parser.add_argument("check", nargs="?", metavar=tr(mark("PEMERIKSAAN")), help=says)
    says = tr(mark("keputusannya"))
    words = ("lulus", "gagal")
    parser.add_argument("verdict", nargs="?", choices=words, metavar="lulus|gagal", help=says)
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
    parser = choices.command(parsers, "ekspor", says, run)
    says = tr(mark("folder hasil penilai kelas, atau berkas cek --json; nama tahap: autograder"))
    parser.add_argument("source", type=Path, metavar=tr(mark("SUMBER")), help=says)
    parser.add_argument("format", metavar="FORMAT", help=", ".join(export.names()))
    says = tr(mark("berkas yang diunduh dari buku nilai, untuk diisi (moodle, canvas)"))
    parser.add_argument("--dari", type=Path, metavar=tr(mark("BERKAS")), help=says)
    choices.target(parser)
    choices.only(parser)
    says = tr(mark("tugas yang diisi di buku nilai (canvas)"))
    parser.add_argument("--kolom", default="", metavar=tr(mark("NAMA")), help=says)
    return parser


def _mirip(parsers: Parsers) -> Parser:
    def run(options: argparse.Namespace) -> int:
        from penilai.mirip import Wanted, mirip

        given = options.source, options.tahap or (), options.keluaran, options.minimal
        return mirip(Wanted(*given))

    says = mark("untuk pengajar: program siapa yang mirip, untuk dibicarakan")
    parser = choices.command(parsers, "mirip", says, run)
    says = tr(mark("folder hasil penilai kelas, atau folder yang berisi satu folder tiap siswa"))
    parser.add_argument("source", type=Path, metavar=tr(mark("SUMBER")), help=says)
    choices.only(parser)
    says = tr(mark("tulis halaman ke berkas ini; yang sudah ada disimpan di sebelahnya"))
    parser.add_argument("--keluaran", type=Path, metavar=tr(mark("BERKAS")), help=says)
    says = tr(mark("tampilkan yang setidaknya semirip ini, dari 0 sampai 1; biasanya {usual}"))
    usual = 0.6
    says = says.format(usual=usual)
    parser.add_argument("--minimal", type=choices.share, default=usual, metavar="N", help=says)
    return parser


ALL = (_rilis, _kelas, _regrade, _putuskan, _laporan, _ekspor, _mirip)
