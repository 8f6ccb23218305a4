import select
import socket
import time

PORT = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", PORT))
server.listen(100)

nama = {}      # socket -> username, hanya yang sudah bergabung
sisa = {}      # socket -> data yang belum jadi satu baris


def broadcast(teks):
    jam = time.strftime("%H:%M:%S")
    for s in list(nama):
        try:
            s.sendall(f"[{jam}] {teks}\n".encode("utf-8"))
        except OSError:
            pass


def baris_masuk(s, baris):
    teks = baris.decode("utf-8", errors="replace")
    if s in nama:
        broadcast(teks)
        return
    nama[s] = teks.strip()
    print("Username", nama[s])
    broadcast(nama[s] + " Bergabung!")
    s.sendall(b"Terkoneksi dengan Server!\n")


def pergi(s):
    del sisa[s]
    siapa = nama.pop(s, None)
    s.close()
    if siapa:
        broadcast(siapa + " keluar!")


def terima(s):
    return s.recv(1024)


def receive():
    while True:
        siap, _, _ = select.select([server] + list(sisa), [], [])
        for s in siap:
            if s is server:
                client, alamat = server.accept()
                print("Terhubung dengan", alamat)
                sisa[client] = b""
                client.sendall(b"NICK\n")
                continue
            data = terima(s)
            if not data:
                pergi(s)
                continue
            sisa[s] += data
            while b"\n" in sisa[s]:
                baris, sisa[s] = sisa[s].split(b"\n", 1)
                baris_masuk(s, baris.rstrip(b"\r"))


receive()
