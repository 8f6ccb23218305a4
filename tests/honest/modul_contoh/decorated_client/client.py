import os
import socket
import threading
from datetime import datetime

HIJAU = '\033[32m'
KUNING = '\033[1;33m'
NORMAL = '\033[0m'

nickname = input(f'{KUNING}Masukkan username: {NORMAL}')
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def tampilkan(line):
    jam = datetime.now().strftime('%H:%M')
    # \r dan \033[K: hapus prompt yang sedang tampil
    print(f'\r\033[K{HIJAU}[{jam}] {line}{NORMAL}\n>> ', end='', flush=True)


def receive():
    buffer = b''
    while True:
        data = client.recv(1024)
        if not data:
            print(f'\r\033[K{KUNING}Terjadi kesalahan!{NORMAL}', flush=True)
            os._exit(1)
        buffer += data
        while b'\n' in buffer:
            line, buffer = buffer.split(b'\n', 1)
            if line == b'NICK':
                client.sendall(f'{nickname}\n'.encode('utf-8'))
            else:
                tampilkan(line.decode('utf-8', errors='replace'))


def write():
    while True:
        text = input('>> ')
        client.sendall(f'{nickname}: {text}\n'.encode('utf-8'))


threading.Thread(target=receive, daemon=True).start()
write()
