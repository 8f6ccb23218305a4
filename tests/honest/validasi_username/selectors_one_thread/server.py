import selectors
import socket
from types import SimpleNamespace

selector = selectors.DefaultSelector()
peserta = {}


def broadcast(teks):
    for p in peserta.values():
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


def tutup(p):
    selector.unregister(p.sock)
    p.sock.close()
    if peserta.pop(p.nama.casefold(), None):
        broadcast(f"{p.nama} keluar!")


def beri_nama(p, nama):
    if nama == "" or nama.casefold() in peserta:
        alasan = "sudah dipakai" if nama else "tidak boleh kosong"
        kirim(p.sock, f"Username {alasan}!\nNICK")
        return
    p.nama = nama
    peserta[nama.casefold()] = p
    print("Username", p.nama)
    broadcast(f"{p.nama} Bergabung!")
    kirim(p.sock, "Terkoneksi dengan Server!")


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
            broadcast(teks)
        else:
            beri_nama(p, teks.strip())


with socket.create_server(("", 5005), backlog=100) as server:
    selector.register(server, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is server:
                terima(server)
            else:
                baca(key.data)
