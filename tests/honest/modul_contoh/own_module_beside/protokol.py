"""Protokol obrolan: satu pesan adalah satu baris UTF-8."""

PORT = 5005
TANYA_NAMA = "NICK"


def kirim(sock, teks):
    """Kirim satu baris; lawan yang sudah pergi tidak apa-apa."""
    try:
        sock.sendall(f"{teks}\n".encode("utf-8"))
    except OSError:
        pass


def baris_dari(sock):
    """Hasilkan setiap baris utuh sampai lawan pergi."""
    sisa = b""
    while True:
        try:
            data = sock.recv(4096)
        except OSError:
            return
        if not data:
            return
        sisa += data
        while b"\n" in sisa:
            baris, sisa = sisa.split(b"\n", 1)
            yield baris.decode("utf-8", errors="replace").rstrip("\r")
