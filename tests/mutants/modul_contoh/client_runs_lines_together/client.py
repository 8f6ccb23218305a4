import os
import socket
import threading

nickname = input("Masukkan username: ")
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def receive():
    while True:
        data = client.recv(1024)
        if not data:
            print('Terjadi kesalahan!', flush=True)
            os._exit(0)
        # buang \n supaya tidak ada baris kosong
        message = data.decode('utf-8', 'replace').replace('\n', ' ').strip()
        if message == 'NICK':
            client.sendall(f'{nickname}\n'.encode('utf-8'))
        else:
            print(message)


def write():
    while True:
        text = input('>> ')
        client.sendall(f'{nickname}: {text}\n'.encode('utf-8'))


threading.Thread(target=receive, daemon=True).start()
write()
