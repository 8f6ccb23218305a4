import os
import socket
import threading

HOST = '127.0.0.1'
PORT = 5005

username = input('Masukkan username: ')
client = socket.socket()
client.connect((HOST, PORT))


def receive():
    for baris in client.makefile('r', encoding='utf-8', errors='replace'):
        baris = baris.strip()
        if baris == 'NICK':
            client.send(f'{username}\n'.encode('utf-8'))
        print(baris)
    print('Terjadi kesalahan!', flush=True)
    os._exit(0)


def write():
    while True:
        try:
            pesan = input('>> ')
        except EOFError:
            break
        client.send(f'{username}: {pesan}\n'.encode('utf-8'))


threading.Thread(target=receive, daemon=True).start()
write()
