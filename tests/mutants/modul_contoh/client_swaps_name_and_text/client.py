from socket import socket
from threading import Thread

PORT = 5005
nama = input("Masukkan username: ")
s = socket()
s.connect(("127.0.0.1", PORT))


def receive():
    buf = ""
    while True:
        data = s.recv(4096).decode("utf-8", "replace")
        if data == "":
            print("Terjadi kesalahan!")
            return
        buf += data
        *baris, buf = buf.split("\n")
        for b in baris:
            if b == "NICK":
                s.sendall(f"{nama}\n".encode())
            else:
                print(b)


def write():
    try:
        while True:
            teks = input(">> ")
            s.sendall("{}: {}\n".format(teks, nama).encode())
    except (EOFError, OSError):
        pass


Thread(target=write, daemon=True).start()
receive()
