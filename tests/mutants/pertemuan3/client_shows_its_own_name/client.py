import socket
import sys


def main():
    host = input("Masukkan alamat IP Server: ")
    username = input("Masukkan username: ")
    try:
        client = socket.create_connection((host, 12345))
    except OSError:
        sys.exit("Server tidak aktif.")
    with client:
        client.sendall(username.encode())
        server_name = client.recv(1024).decode()
        print(f"{username} Telah bergabung...")
        while True:
            try:
                pesan = input("pesan : ")
            except EOFError:
                break
            client.sendall(pesan.encode())


if __name__ == "__main__":
    main()
