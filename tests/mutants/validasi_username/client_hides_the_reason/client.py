import os
import socket
import threading

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))
file = client.makefile('r', encoding='utf-8', errors='replace')


def kirim(message):
    client.sendall((message + '\n').encode('utf-8'))


def login():
    nickname = ''
    for line in file:
        line = line.strip()
        if line == 'NICK':
            nickname = input('Masukkan username: ')
            kirim(nickname)
        if line == 'Terkoneksi dengan Server!':
            return nickname


def receive():
    for line in file:
        print(line.strip())
    print('Terjadi kesalahan!', flush=True)
    os._exit(1)


nickname = login()
threading.Thread(target=receive, daemon=True).start()
try:
    while True:
        kirim(nickname + ': ' + input('>> '))
except EOFError:
    pass
