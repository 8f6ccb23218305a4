import os
import socket
import threading

nickname = input("Masukkan username: ")
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def receive():
    with client.makefile(encoding='utf-8', errors='replace') as masuk:
        for message in masuk:
            message = message.rstrip('\n')
            if message == 'NICK':
                client.sendall(nickname.encode('utf-8') + b'\n')
            else:
                print(message)
    print('Terjadi kesalahan!', flush=True)
    os._exit(1)


def write():
    while True:
        message = '{} > {}\n'.format(nickname, input('>> '))
        client.sendall(message.encode('utf-8'))


receive_thread = threading.Thread(target=receive, daemon=True)
receive_thread.start()
write()
