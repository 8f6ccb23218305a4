"""One sentence of advice for what a program's screen shows, for the commonest mistakes."""

from __future__ import annotations

import re

from penilai.language import mark

_FOR_ERRORS = (
    (
        r"Address already in use|WinError 10048",
        mark("Port itu masih dipakai: tutup server yang lama, atau pakai socket.create_server."),
    ),
    (
        r"Cannot assign requested address|WinError 10049",
        mark(
            'Alamat di bind() bukan milik komputer ini; pakai "" supaya jalan di komputer mana pun.'
        ),
    ),
    (
        r"IndentationError|TabError",
        mark("Lekukan barisnya belum rapi: pakai empat spasi di setiap tingkat."),
    ),
    (
        r"SyntaxError.*(?:utf-8|UTF-8|encoding)",
        mark("Simpan berkas itu sebagai UTF-8, lalu coba lagi."),
    ),
    (
        r"SyntaxError",
        mark("Python tidak bisa membaca baris itu: periksa tanda kurung, titik dua, dan kutipnya."),
    ),
    (r"ModuleNotFoundError", mark("Modul itu tidak ada: pakai modul bawaan Python saja.")),
    (r"NameError", mark("Ada nama yang belum dibuat atau salah ketik di baris itu.")),
    (
        r"UnicodeDecodeError|UnicodeEncodeError",
        mark("Pakai UTF-8, dan jangan decode potongan recv: satu huruf bisa terpotong."),
    ),
    (
        r"ConnectionResetError|BrokenPipeError|ConnectionAbortedError",
        mark("Klien boleh pergi kapan saja: tangkap OSError di sekitar recv dan sendall."),
    ),
    (r"ConnectionRefusedError", mark("Periksa alamat dan port di connect().")),
    (r"EOFError", mark("Akhir masukan (Ctrl-D) juga boleh terjadi: tangkap EOFError.")),
)


def for_error(error: str) -> str:
    """The advice (not yet translated) for a Python error message; empty for others."""
    for pattern, sentence in _FOR_ERRORS:
        if re.search(pattern, error):
            return sentence
    return ""


def for_shadowing(module: str) -> tuple[str, dict[str, str]]:
    """The advice for a file that hides a standard module, with its fields."""
    says = mark("Berkas {name}.py di folder ini menutupi modul {name} milik Python: ganti namanya.")
    return says, {"name": module}
