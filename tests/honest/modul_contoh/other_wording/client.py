import os
import socket
import threading

ALAMAT = ("localhost", 5005)

nama = input("Siapa nama kamu? ")
s = socket.create_connection(ALAMAT)


def receive():
    for baris in s.makefile(encoding="utf-8", errors="replace"):
        if baris.strip() == "NICK":
            s.sendall(f"{nama}\n".encode("utf-8"))
        else:
            print("  " + baris.rstrip())
    print("Server sudah mati, sampai jumpa.", flush=True)
    os._exit(0)


def write():
    while True:
        try:
            teks = input("ketik> ")
        except EOFError:
            return
        s.sendall(f"{nama}: {teks}\n".encode("utf-8"))


threading.Thread(target=receive, daemon=True).start()
write()
