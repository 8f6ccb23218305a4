import socket
import sys
import threading

HOST = '127.0.0.1'
PORT = 55555

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    client.connect((HOST, PORT))
except OSError:
    print("Terjadi kesalahan! Server tidak ditemukan.")
    sys.exit(1)


def receive():
    for line in client.makefile(encoding='utf-8', errors='replace'):
        line = line.strip()
        if line == 'NICK':
            client.sendall(f'{nickname}\n'.encode())
        else:
            print(line)


def write():
    while True:
        client.sendall(f'{nickname}: {input(">> ")}\n'.encode())


threading.Thread(target=receive, daemon=True).start()
write()
