import os
import socket
import threading

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))

nickname = ''


def login():
    global nickname
    while True:
        message = client.recv(1024).decode('utf-8')
        if message == '':
            print('Terjadi kesalahan!')
            os._exit(0)
        if not message.endswith('NICK'):
            print(message)
            if 'Terkoneksi' in message or 'Bergabung' in message:
                return
        else:
            if message != 'NICK':
                print(message[:-4])
            nickname = input('Masukkan username: ')
            client.send(nickname.encode('utf-8'))


def receive():
    while True:
        try:
            message = client.recv(1024).decode('utf-8')
            if message == '':
                raise ConnectionError
            print(message)
        except OSError:
            print('Terjadi kesalahan!', flush=True)
            client.close()
            os._exit(0)


def write():
    while True:
        try:
            message = f'{nickname}: {input(">> ")}'
            client.send(message.encode('utf-8'))
        except (OSError, EOFError):
            break


login()
threading.Thread(target=receive).start()
threading.Thread(target=write).start()
