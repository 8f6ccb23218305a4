import selectors
import socket
from types import SimpleNamespace

selector = selectors.DefaultSelector()
peserta = []


def broadcast(teks):
    for p in peserta:
        kirim(p.sock, teks)


def kirim(sock, teks):
    try:
        sock.send(teks.encode("utf-8") + b"\n")
    except OSError:
        pass


def terima(server):
    sock, alamat = server.accept()
    print("Terhubung dengan", alamat)
    data = SimpleNamespace(sock=sock, nama="", buffer=b"")
    selector.register(sock, selectors.EVENT_READ, data)
    kirim(sock, "NICK")


def perintah(p, teks):
    kata, _, sisa = teks.partition(" ")
    nama, _, isi = sisa.strip().partition(" ")
    if kata != "/pm":
        kirim(p.sock, f"{kata} bukan perintah di sini")
    elif not nama or not isi.strip():
        kirim(p.sock, "Cara pakai: /pm <nama> <teks>")
    else:
        kirim_pribadi(p, nama, isi)


def kirim_pribadi(p, nama, isi):
    tujuan = [q for q in peserta if q.nama.casefold() == nama.casefold()]
    if not tujuan:
        kirim(p.sock, f"Maaf, {nama} tidak sedang di sini")
        return
    kirim(tujuan[0].sock, f"[PM dari {p.nama}] {isi}")
    kirim(p.sock, f"Sudah disampaikan ke {tujuan[0].nama}")


def tutup(p):
    selector.unregister(p.sock)
    p.sock.close()
    if p in peserta:
        peserta.remove(p)
        broadcast(f"{p.nama} keluar!")


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
        teks = b.decode("utf-8", "replace").rstrip("\r")
        if p.nama:
            if teks.startswith("/"):
                perintah(p, teks)
            else:
                broadcast(teks)
        else:
            p.nama = teks.strip()
            print("Username", p.nama)
            peserta.append(p)
            broadcast(f"{p.nama} Bergabung!")
            kirim(p.sock, "Terkoneksi dengan Server!")


with socket.create_server(("", 5005), backlog=100) as server:
    selector.register(server, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is server:
                terima(server)
            else:
                baca(key.data)
