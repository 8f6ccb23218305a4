import os
import socket
import threading

nickname = input('Masukkan username: ')
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))
pertama = True
siap = threading.Event()


def receive():
    global nickname, pertama
    for line in client.makefile('r', encoding='utf-8', errors='replace'):
        line = line.strip()
        if line == 'NICK':
            if not pertama:
                nickname = input('Masukkan username: ')
            pertama = False
            siap.set()
            client.sendall((nickname + '\n').encode('utf-8'))
        else:
            print(line)
    print('Terjadi kesalahan!', flush=True)
    os._exit(1)


def write():
    siap.wait()
    try:
        while True:
            client.sendall((nickname + ': ' + input('>> ') + '\n').encode('utf-8'))
    except EOFError:
        pass


threading.Thread(target=receive, daemon=True).start()
write()
