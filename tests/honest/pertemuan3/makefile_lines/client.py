import socket
import sys

PORT = 12345


def main():
    host = input("Masukkan alamat IP Server: ")
    username = input("Masukkan username: ")
    try:
        sock = socket.create_connection((host, PORT))
    except OSError as error:
        sys.exit(f"Server tidak bisa dihubungi: {error}")
    with sock, sock.makefile("rw", encoding="utf-8", errors="replace") as aliran:
        print(username, file=aliran, flush=True)
        print(f"{aliran.readline().strip()} Telah bergabung...")
        try:
            while True:
                print(input("pesan : "), file=aliran, flush=True)
        except EOFError:
            print()


main()
