import os
import socket
import threading
from datetime import datetime

nickname = input("Masukkan username: ")
client = socket.create_connection(("127.0.0.1", 5005))
masuk = client.makefile("r", encoding="utf-8", errors="replace")


def receive():
    for baris in masuk:
        if baris.strip() == "NICK":
            client.sendall((nickname + "\n").encode("utf-8"))
        else:
            print(baris, end="")
    print("Terjadi kesalahan!", flush=True)
    os._exit(1)


def write():
    while True:
        teks = input(">> ")
        jam = datetime.now().strftime("[%H:%M:%S]")
        client.sendall(f"{jam} {nickname}: {teks}\n".encode("utf-8"))


threading.Thread(target=receive, daemon=True).start()
write()
