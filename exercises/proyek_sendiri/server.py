"""Server gema: setiap baris dari klien dikirim kembali. Awal untuk proyek Anda sendiri."""

import socket
import threading

HOST = ""  # semua alamat komputer ini
PORT = 5006


def handle(client):
    """Layani satu klien dari awal sampai akhir, di thread miliknya."""
    with client, client.makefile(encoding="utf-8", errors="replace") as lines:
        try:
            for line in lines:
                # TUGAS: kirim kembali "Gema: <baris>". Sesudah itu berjalan,
                # gantilah dengan jawaban dari proyek Anda sendiri.
                # BEGIN SOLUTION
                client.sendall(f"Gema: {line.rstrip()}\n".encode())
                # END SOLUTION
        except OSError:
            return  # sambungan putus mendadak: sama saja dengan keluar


def main():
    with socket.create_server((HOST, PORT)) as server:
        print(f"Server mendengarkan di port {PORT}")
        try:
            while True:
                client, address = server.accept()
                print(f"Terhubung dengan {address}")
                threading.Thread(target=handle, args=(client,), daemon=True).start()
        except KeyboardInterrupt:
            print("\nServer berhenti.")


if __name__ == "__main__":
    main()
