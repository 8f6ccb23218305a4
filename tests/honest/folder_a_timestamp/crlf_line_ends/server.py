import socket
import threading
import time

AKHIR = b"\r\n"
PORT = 5005

clients = []
nicknames = []
lock = threading.Lock()


def kirim(sock, teks):
    try:
        sock.sendall(teks + AKHIR)
    except OSError:
        pass


def broadcast(teks):
    with lock:
        teks = time.strftime("[%Y-%m-%d %H:%M:%S] ").encode() + teks
        for sock in clients:
            kirim(sock, teks)


def handle(sock):
    kirim(sock, b"NICK")
    masuk = sock.makefile("rb")
    try:
        nama = masuk.readline().strip()
        if not nama:
            return
        print("Username", nama.decode("utf-8", "replace"))
        with lock:
            clients.append(sock)
            nicknames.append(nama)
        broadcast(nama + b" Bergabung!")
        kirim(sock, b"Terkoneksi dengan Server!")
        try:
            for baris in masuk:
                broadcast(baris.rstrip(b"\r\n"))
        except OSError:
            pass
        with lock:
            i = clients.index(sock)
            clients.pop(i)
            nama = nicknames.pop(i)
        broadcast(nama + b" keluar!")
    except OSError:
        pass
    finally:
        masuk.close()
        sock.close()


def receive():
    server = socket.create_server(("", PORT))
    while True:
        sock, addr = server.accept()
        print("Terhubung dengan", addr)
        threading.Thread(target=handle, args=(sock,), daemon=True).start()


receive()
