import os
import socket
import threading

PERINTAH = {'/keluar': exit, '/quit': quit}

nickname = input('Masukkan username: ')
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    client.connect(('127.0.0.1', 5005))
except OSError:
    print('Server belum jalan!', flush=True)
    exit(1)


def receive():
    for line in client.makefile('r', encoding='utf-8', errors='replace'):
        line = line.rstrip()
        if line == 'NICK':
            client.sendall(f'{nickname}\n'.encode())
        else:
            print(line, flush=True)
    print('Terjadi kesalahan!', flush=True)
    os._exit(1)


def write():
    while True:
        try:
            text = input('>> ')
        except EOFError:
            quit()
        if text in PERINTAH:
            PERINTAH[text]()
        client.sendall(f'{nickname}: {text}\n'.encode())


threading.Thread(target=receive, daemon=True).start()
write()
