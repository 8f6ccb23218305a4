"""Klien obrolan: satu thread membaca, thread utama menulis."""

import os
import socket
import sys
import threading

HOST = "127.0.0.1"  # ganti dengan alamat komputer server
PORT = 5005

nick_sent = threading.Event()  # nama dulu, baru pesan


def receive(client, nickname):
    """Tampilkan setiap baris dari server; jawab NICK dengan nama."""
    with client.makefile(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            line = line.rstrip("\r\n")
            if line == "NICK":
                client.sendall(f"{nickname}\n".encode())
                nick_sent.set()
            else:
                print(line)


def write(client, nickname):
    """Kirim yang diketik: perintah apa adanya, yang lain sebagai "<nama>: <teks>"."""
    nick_sent.wait()
    while True:
        text = input(">> ")
        line = f"{nickname}: {text}"
        # TUGAS: kalau text diawali "/", itu perintah: kirim persis seperti
        # diketik, tanpa nama di depannya.
        # BEGIN SOLUTION
        if text.startswith("/"):
            line = text
        # END SOLUTION
        client.sendall(f"{line}\n".encode())


def read_until_gone(client, nickname):
    """Baca sampai server pergi, lalu akhiri seluruh program."""
    try:
        receive(client, nickname)
        reason = "Server menutup sambungan."
    except OSError as error:
        reason = error  # sambungan putus mendadak
    print(f"\nTerjadi kesalahan! {reason}", flush=True)
    os._exit(1)  # thread utama tertahan di input(); hanya ini yang sampai


def main():
    try:
        nickname = input("Masukkan username: ")
        with socket.create_connection((HOST, PORT)) as client:
            args = (client, nickname)
            threading.Thread(target=read_until_gone, args=args, daemon=True).start()
            write(client, nickname)
    except (EOFError, KeyboardInterrupt):
        print("\nSampai jumpa!")
    except OSError as error:
        sys.exit(f"Server {HOST}:{PORT} tidak bisa dihubungi: {error}")


if __name__ == "__main__":
    main()
