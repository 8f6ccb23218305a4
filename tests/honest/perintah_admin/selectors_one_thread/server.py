import os
import selectors
import socket
from types import SimpleNamespace

PASSWORD = os.environ.get("ADMIN_PASSWORD")
selector = selectors.DefaultSelector()
peserta = []


def broadcast(teks):
    for p in list(peserta):
        kirim(p.sock, teks)


def kirim(sock, teks):
    try:
        sock.send(teks.encode("utf-8") + b"\n")
    except OSError:
        pass


def terima(server):
    sock, alamat = server.accept()
    print("Terhubung dengan", alamat)
    data = SimpleNamespace(sock=sock, nama="", tahap="nama", buffer=b"")
    selector.register(sock, selectors.EVENT_READ, data)
    kirim(sock, "NICK")


def tutup(p):
    if p.tahap == "tutup":
        return
    p.tahap = "tutup"
    selector.unregister(p.sock)
    p.sock.close()
    if p in peserta:
        peserta.remove(p)
        broadcast(f"{p.nama} keluar!")


def masuk(p):
    p.tahap = "obrolan"
    print("Username", p.nama)
    peserta.append(p)
    broadcast(f"{p.nama} Bergabung!")
    kirim(p.sock, "Terkoneksi dengan Server!")


def perintah(p, teks):
    if teks == "/list":
        for q in peserta:
            kirim(p.sock, f"- {q.nama}")
    elif teks.startswith("/kick ") and p.nama == "admin":
        korban = [q for q in peserta if q.nama == teks[6:].strip()]
        for q in korban:
            kirim(q.sock, "Anda dikeluarkan oleh admin")
            tutup(q)
        if not korban:
            kirim(p.sock, "Pengguna itu tidak online")
    elif teks.startswith("/kick"):
        kirim(p.sock, "Hanya admin yang boleh /kick")
    else:
        kirim(p.sock, "Perintah tidak dikenal")


def olah(p, teks):
    if p.tahap == "nama":
        p.nama = teks.strip()
        if p.nama == "admin":
            p.tahap = "password"
            kirim(p.sock, "PASS")
        else:
            masuk(p)
    elif p.tahap == "password":
        if PASSWORD and teks == PASSWORD:
            masuk(p)
        else:
            kirim(p.sock, "Password salah")
            tutup(p)
    elif teks.startswith("/"):
        perintah(p, teks)
    else:
        broadcast(teks)


def baca(p):
    try:
        data = p.sock.recv(1024)
    except OSError:
        data = b""
    if not data:
        return tutup(p)
    p.buffer += data
    *baris, p.buffer = p.buffer.split(b"\n")
    for b in baris:
        if p.tahap != "tutup":
            olah(p, b.decode("utf-8", "replace").rstrip("\r"))


with socket.create_server(("", 5005), backlog=100) as server:
    selector.register(server, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is server:
                terima(server)
            elif key.data.tahap != "tutup":
                baca(key.data)
