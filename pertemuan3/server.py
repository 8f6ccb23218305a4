"""Pertemuan 3, server: satu socket, satu klien."""

import socket

HOST = ""  # semua alamat komputer ini
PORT = 12345


def own_address():
    """Alamat komputer ini, supaya teman tahu ke mana menyambung."""
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"


def chat(client, username):
    """Kenalan dengan klien, lalu tampilkan pesannya sampai ia pergi."""
    # TUGAS: terima nama klien dengan client.recv(1024).decode(errors="replace"),
    # tampilkan "<klien> sudah terhubung.", lalu kirim username dengan sendall.
    # BEGIN SOLUTION
    name = client.recv(1024).decode(errors="replace")
    print(f"{name} sudah terhubung.")
    client.sendall(username.encode())
    # END SOLUTION
    # TUGAS: terima pesan terus-menerus dan tampilkan "<klien> : <pesan>".
    # recv yang memberi b"" berarti klien sudah pergi: berhentilah.
    # BEGIN SOLUTION
    while data := client.recv(1024):
        print(f"{name} : {data.decode(errors='replace')}")
    # END SOLUTION


def main():
    print(f"Alamat server: {own_address()}, port {PORT}")
    try:
        username = input("Masukkan Username: ")
        # create_server: buat socket, bind, dan listen sekaligus
        with socket.create_server((HOST, PORT)) as server:
            print("Menunggu klien...")
            client, _ = server.accept()
        with client:
            chat(client, username)
    except ConnectionError:
        pass  # klien putus mendadak: sama saja dengan pergi
    except (EOFError, KeyboardInterrupt):
        print("\nServer dihentikan.")
        return
    print("Klien sudah pergi. Server selesai.")


if __name__ == "__main__":
    main()
