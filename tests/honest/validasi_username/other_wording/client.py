import os
import socket
import threading

ALAMAT = ("localhost", 5005)

nama = input("Siapa nama kamu? ")
s = socket.create_connection(ALAMAT)
masuk = s.makefile(encoding="utf-8", errors="replace")


def kirim(teks):
    s.sendall(f"{teks}\n".encode("utf-8"))


def daftar():
    global nama
    ditolak = ""
    for baris in masuk:
        baris = baris.strip()
        if baris == "NICK":
            if ditolak:
                nama = input(f"Kata server: {ditolak} Coba nama lain ya > ")
            kirim(nama)
            ditolak = ""
        elif nama.lower() in baris.lower() or "terkoneksi" in baris.lower():
            print("  " + baris)
            return
        else:
            ditolak = baris


def receive():
    for baris in masuk:
        print("  " + baris.rstrip())
    print("Server sudah mati, sampai jumpa.", flush=True)
    os._exit(0)


def write():
    while True:
        try:
            teks = input("ketik> ")
        except EOFError:
            return
        kirim(f"{nama}: {teks}")


daftar()
threading.Thread(target=receive, daemon=True).start()
write()
