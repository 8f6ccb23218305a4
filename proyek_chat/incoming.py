"""Memeriksa apa yang datang dari peramban, yang isinya bisa apa saja."""

LIMITS = {  # apa namanya bagi pemakai, dan paling banyak berapa huruf
    "username": ("Nama", 20),
    "room": ("Nama ruang", 20),
    "message": ("Pesan", 500),
    "msg": ("Pesan", 500),
}
NAMES = ("username", "room")


class Refused(Exception):
    """Kiriman yang ditolak; isinya kalimat untuk pengirimnya."""


def read(data, field):
    """Ambil satu teks dari formulir atau dari data sebuah peristiwa; kalau tidak bisa: Refused."""
    label, longest = LIMITS[field]
    text = data.get(field) if isinstance(data, dict) else None
    text = text.strip() if isinstance(text, str) else ""
    if not text:
        raise Refused(f"{label} belum diisi.")
    if len(text) > longest:
        raise Refused(f"{label} terlalu panjang: paling banyak {longest} huruf.")
    if field in NAMES and not text.isprintable():  # nama yang kelihatan kosong, atau dua baris
        raise Refused(f"{label} memuat tanda yang tidak terlihat.")
    return text
