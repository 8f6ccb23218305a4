import os
import socket
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def receive():
    try:
        for line in client.makefile(encoding='utf-8', errors='replace'):
            line = line.rstrip('\r\n')
            if line == 'NICK':
                client.send(f'{nickname}\n'.encode('utf-8'))
            else:
                print(line)
    except OSError:
        pass
    print("Terjadi kesalahan!", flush=True)
    os._exit(1)


def write():
    while True:
        text = input('>> ')
        if text.startswith('/'):
            print('Perintah tidak dikenal.')
            continue
        else:
            message = f'{nickname}: {text}'
        client.send(f'{message}\n'.encode('utf-8'))


receive_thread = threading.Thread(target=receive, daemon=True)
receive_thread.start()
try:
    write()
except (EOFError, OSError):
    pass
