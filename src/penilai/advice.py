"""One sentence of advice for what a program's screen shows, for the commonest mistakes."""

from __future__ import annotations

import re

from penilai.language import mark

# A pattern in the last line of Python's error message, and what to do about it.
FOR_ERRORS = {
    r"Address already in use|WinError 10048": mark(
        "Port itu sudah dipakai: jangan bind() dua kali; atau pakai socket.create_server."
    ),
    r"Cannot assign requested address|WinError 10049": mark(
        'Alamat di bind() bukan milik komputer ini; pakai "" supaya jalan di komputer mana pun.'
    ),
    r"IndentationError|TabError": mark(
        "Indentasi (spasi di awal baris) belum rapi: pakai empat spasi di setiap tingkat."
    ),
    r"SyntaxError.*(?:utf-8|UTF-8|encoding)": mark(
        "Simpan berkas itu sebagai UTF-8, lalu coba lagi."
    ),
    r"SyntaxError": mark(
        "Periksa indentasi, kurung, titik dua, dan tanda kutip di baris itu dan baris sebelumnya."
    ),
    r"No module named '(eventlet|gevent)|Invalid async_mode": mark(
        "eventlet dan gevent tidak ada di sini: hapus async_mode dan monkey_patch(), karena "
        "Flask-SocketIO berjalan dengan thread biasa."
    ),
    r"TemplateNotFound": mark(
        "Halaman itu tidak ada: taruh di folder templates, dengan nama persis sama, juga huruf "
        "besar dan kecilnya."
    ),
    r"ModuleNotFoundError": mark(
        "Modul itu tidak ada: pakai modul bawaan Python, atau taruh berkasnya di folder ini."
    ),
    r"jinja2\.exceptions\.UndefinedError": mark(
        "Nama itu belum diberikan kepada halamannya: render_template(..., nama=nama)."
    ),
    r"TypeError: \S+\(\) (?:takes|missing) .*positional": mark(
        "Banyaknya parameter fungsi itu tidak sama dengan banyaknya nilai yang diberikan kepadanya."
    ),
    r"TypeError: The view function": mark(
        "Setiap fungsi @app.route mengembalikan halaman: return render_template(...)."
    ),
    r"View function mapping is overwriting": mark(
        "Dua fungsi @app.route memakai nama yang sama: beri masing-masing nama sendiri."
    ),
    r"BuildError": mark("url_for() memakai nama fungsi Python-nya, bukan alamat halamannya."),
    r"KeyError": mark(
        "Kunci itu tidak ada: tulis persis seperti di data yang diterima, atau pakai .get()."
    ),
    r"NameError": mark("Ada nama yang belum dibuat atau salah ketik di baris itu."),
    r"TypeError: a bytes-like object": mark(
        "Yang dikirim lewat socket adalah byte, bukan str: pakai .encode()."
    ),
    r"UnicodeDecodeError|UnicodeEncodeError": mark(
        "Pakai UTF-8, dan jangan decode potongan recv: satu huruf bisa terpotong."
    ),
    r"ConnectionResetError|BrokenPipeError|ConnectionAbortedError": mark(
        "Teman bicara boleh pergi kapan saja: tangkap OSError di sekitar recv dan sendall."
    ),
    r"ConnectionRefusedError": mark(
        "Tidak ada yang mendengarkan di sana: periksa alamat dan port, dan tangkap OSError di "
        "sekitar connect()."
    ),
    r"EOFError": mark(
        "Akhir masukan (Ctrl-D, di Windows Ctrl-Z) juga boleh terjadi: tangkap EOFError."
    ),
}
FOR_SHADOWING = mark(
    "Berkas {name}.py di folder ini menutupi modul {name} milik Python: ganti namanya."
)


def for_error(error: str) -> str:
    """The advice (not yet translated) for a Python error message; empty for others."""
    for pattern, sentence in FOR_ERRORS.items():
        if re.search(pattern, error):
            return sentence
    return ""
