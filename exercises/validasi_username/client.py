"""Klien obrolan: nama dulu, sampai server menerimanya; baru sesudah itu mengobrol."""

import os
import socket
import sys
import threading

HOST = "127.0.0.1"  # ganti dengan alamat komputer server
PORT = 5005
WELCOME = "Terkoneksi dengan Server!"  # kata server kalau nama kita diterima


def login(client, lines):
    """Jawab setiap NICK dengan nama yang diketik; hasilnya nama yang diterima."""
    nickname = ""
    for line in lines:
        line = line.rstrip("\r\n")
        # TUGAS: kalau line adalah NICK, tanyakan "Masukkan username: " dan
        # kirim jawabannya; kalau bukan, tampilkan line. Kalau line adalah
        # WELCOME, kembalikan nickname.
        # BEGIN SOLUTION
        if line == "NICK":
            nickname = input("Masukkan username: ").strip()
            client.sendall(f"{nickname}\n".encode())
        else:
            print(line)
        if line == WELCOME:
            return nickname
        # END SOLUTION
    raise ConnectionError("server menutup sambungan")


def receive(lines):
    """Tampilkan setiap baris dari server."""
    for line in lines:
        print(line.rstrip("\r\n"))


def write(client, nickname):
    """Kirim setiap baris yang diketik sebagai "<nama>: <teks>"."""
    while True:
        text = input(">> ")
        client.sendall(f"{nickname}: {text}\n".encode())


def read_until_gone(lines):
    """Baca sampai server pergi, lalu akhiri seluruh program."""
    try:
        receive(lines)
        reason = "Server menutup sambungan."
    except OSError as error:
        reason = error  # sambungan putus mendadak
    print(f"\nTerjadi kesalahan! {reason}", flush=True)
    os._exit(1)  # thread utama tertahan di input(); hanya ini yang sampai


def main():
    try:
        with socket.create_connection((HOST, PORT)) as client:
            # satu pembaca untuk login dan receive: di dalamnya bisa sudah ada baris berikutnya
            lines = client.makefile(encoding="utf-8", errors="replace")
            nickname = login(client, lines)
            threading.Thread(target=read_until_gone, args=(lines,), daemon=True).start()
            write(client, nickname)
    except (EOFError, KeyboardInterrupt):
        print("\nSampai jumpa!")
    except OSError as error:
        sys.exit(f"Terjadi kesalahan! Server {HOST}:{PORT}: {error}")


if __name__ == "__main__":
    main()
