import os
import socket
import threading
from getpass import getpass

nickname = input("Masukkan username: ")
if nickname == 'admin':
    password = getpass("Masukkan password: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def receive():
    while True:
        try:
            message = client.recv(1024).decode('utf-8')
            if message == 'NICK':
                client.send(nickname.encode('utf-8'))
            elif message == 'PASS':
                client.send(password.encode('utf-8'))
            elif message == '':
                raise ConnectionError
            else:
                print(message)
        except OSError:
            print("Terjadi kesalahan!", flush=True)
            client.close()
            os._exit(0)


def write():
    while True:
        try:
            text = input(">> ")
            if text.startswith('/'):
                client.send(text.encode('utf-8'))
            else:
                client.send(f'{nickname}: {text}'.encode('utf-8'))
        except (OSError, EOFError):
            break


receive_thread = threading.Thread(target=receive)
receive_thread.start()

write_thread = threading.Thread(target=write)
write_thread.start()
