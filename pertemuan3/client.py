"""Pertemuan 3, klien: menyambung ke server, lalu mengirim pesan."""

import socket
import sys

PORT = 12345


def chat(client, username):
    """Kenalan dengan server, lalu kirim setiap baris yang diketik."""
    # TUGAS: kirim username dengan sendall, terima nama server dengan
    # recv(1024), lalu tampilkan "<server> Telah bergabung...".
    # BEGIN SOLUTION
    client.sendall(username.encode())
    name = client.recv(1024).decode(errors="replace")
    print(f"{name} Telah bergabung...")
    # END SOLUTION
    while True:
        text = input("pesan : ")
        # TUGAS: kirim text ke server.
        # BEGIN SOLUTION
        client.sendall(text.encode())
        # END SOLUTION


def main():
    try:
        host = input("Masukkan alamat IP Server: ")
        username = input("Masukkan username: ")
        with socket.create_connection((host, PORT)) as client:
            chat(client, username)
    except (EOFError, KeyboardInterrupt):
        print("\nSampai jumpa!")
    except (OSError, UnicodeError) as error:  # alamat "127..0.1": UnicodeError
        sys.exit(f"Server tidak bisa dihubungi: {error}")


if __name__ == "__main__":
    main()
