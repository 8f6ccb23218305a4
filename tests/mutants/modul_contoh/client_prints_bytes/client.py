import os
import socket
import threading

host = '127.0.0.1'
port = 5005

nickname = input("Masukkan username: ")
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((host, port))


def receive():
    while True:
        message = client.recv(1024)
        if message == b'NICK\n':
            client.send(bytes(nickname + '\n', 'utf-8'))
        elif message == b'':
            print('Terjadi kesalahan!', flush=True)
            os._exit(0)
        else:
            print(message)


def write():
    while True:
        message = nickname + ': ' + input('>> ') + '\n'
        client.send(bytes(message, 'utf-8'))


threading.Thread(target=receive, daemon=True).start()
write()
