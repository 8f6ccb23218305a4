"""Klien obrolan: masuk dulu (NICK, PASS), lalu satu thread membaca dan satu menulis."""

import getpass
import os
import socket
import sys
import threading

HOST = "127.0.0.1"  # ganti dengan alamat komputer server
PORT = 5005


def login(client, lines, nickname):
    """Jawab NICK dan PASS, sampai baris biasa yang pertama datang."""
    for line in lines:
        line = line.rstrip("\r\n")
        # TUGAS: NICK dijawab dengan nickname, PASS dengan password yang
        # ditanyakan getpass.getpass("Masukkan password: "). Baris lain:
        # tampilkan, lalu return.
        # BEGIN SOLUTION
        if line == "NICK":
            reply = nickname
        elif line == "PASS":
            reply = getpass.getpass("Masukkan password: ")
        else:
            print(line)
            return
        client.sendall(f"{reply}\n".encode())
        # END SOLUTION


def receive(lines):
    """Tampilkan setiap baris dari server."""
    for line in lines:
        print(line.rstrip("\r\n"))


def write(client, nickname):
    """Kirim perintah apa adanya, dan teks lain sebagai "<nama>: <teks>"."""
    while True:
        text = input(">> ")
        # TUGAS: kalau text diawali "/", kirim text dan "\n" saja;
        # kalau tidak, kirim "<nickname>: <text>" dan "\n" seperti dulu.
        # BEGIN SOLUTION
        line = text if text.startswith("/") else f"{nickname}: {text}"
        client.sendall(f"{line}\n".encode())
        # END SOLUTION


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
        nickname = input("Masukkan username: ")
        with socket.create_connection((HOST, PORT)) as client:
            # tanpa with: thread pembaca memakainya sampai program berakhir
            lines = client.makefile(encoding="utf-8", errors="replace")
            login(client, lines, nickname)
            threading.Thread(target=read_until_gone, args=(lines,), daemon=True).start()
            write(client, nickname)
    except (EOFError, KeyboardInterrupt):
        print("\nSampai jumpa!")
    except OSError as error:
        sys.exit(f"Server {HOST}:{PORT} tidak bisa dihubungi: {error}")


if __name__ == "__main__":
    main()
