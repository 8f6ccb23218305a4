import getpass
import os
import socket
import threading

nickname = input("Masukkan username: ")

nick_sent = threading.Event()
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))
lines = client.makefile(encoding='utf-8', errors='replace')


def send(text):
    client.sendall(f'{text}\n'.encode('utf-8'))


def login():
    while True:
        line = lines.readline().strip()
        if line == 'NICK':
            send(nickname)
            nick_sent.set()
        elif line == 'PASS':
            password = getpass.getpass("Masukkan password: ")
            send(password)
        else:
            print(line)
            break


def receive():
    login()
    for line in lines:
        print(line.strip())
    print("Terjadi kesalahan!", flush=True)
    os._exit(1)


def write():
    nick_sent.wait()
    while True:
        text = input(">> ")
        if text.startswith('/'):
            send(text)
        else:
            send(f'{nickname}: {text}')


threading.Thread(target=receive, daemon=True).start()
try:
    write()
except EOFError:
    pass
