import socket
import sys

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    host = input("Masukkan alamat IP Server: ")
    username = input("Masukkan username: ")
    match s.connect_ex((host, 12345)):
        case 0:
            s.sendall(username.encode("utf-8"))
            print(s.recv(1024).decode("utf-8"), "Telah bergabung...")
        case kode:
            sys.exit(f"Server tidak ada di {host} (kode {kode}).")
    try:
        while True:
            s.sendall(input("pesan : ").encode("utf-8"))
    except EOFError:
        print("\nKeluar.")
