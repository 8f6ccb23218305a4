"""Klien gema: kirim satu baris, tampilkan jawabannya, ulangi."""

import socket
import sys

HOST = "127.0.0.1"  # ganti dengan alamat komputer server
PORT = 5006


def talk(client, lines):
    """Tanya pengguna, kirim, tunggu jawaban; sampai server pergi."""
    while True:
        text = input("pesan : ")
        # TUGAS: kirim text sebagai satu baris, lalu tampilkan baris jawabannya.
        # readline() memberi "" kalau server sudah menutup sambungan.
        # BEGIN SOLUTION
        client.sendall(f"{text}\n".encode())
        answer = lines.readline()
        if not answer:
            sys.exit("Terjadi kesalahan! Server menutup sambungan.")
        print(answer.rstrip())
        # END SOLUTION


def main():
    try:
        with (
            socket.create_connection((HOST, PORT)) as client,
            client.makefile(encoding="utf-8") as lines,
        ):
            talk(client, lines)
    except (EOFError, KeyboardInterrupt):
        print("\nSampai jumpa!")
    except OSError as error:
        sys.exit(f"Server {HOST}:{PORT} tidak bisa dihubungi: {error}")


if __name__ == "__main__":
    main()
