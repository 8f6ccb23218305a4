import os
import socket
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))
baca = client.makefile('r', encoding='utf-8', errors='replace')


def receive():
    while True:
        message = baca.readline()
        if message == '':
            print('Terjadi kesalahan!', flush=True)
            client.close()
            os._exit(0)
        if message.strip() == 'NICK':
            client.send('nickname\n'.encode('utf-8'))
        else:
            print(message, end='', flush=True)


def write():
    while True:
        message = f'{nickname}: {input(">> ")}\n'
        client.send(message.encode('utf-8'))


receive_thread = threading.Thread(target=receive, daemon=True)
receive_thread.start()
write()
