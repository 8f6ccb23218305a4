import os
import socket
import threading

client = socket.create_connection(('127.0.0.1', 5005))
masuk = client.makefile('r', encoding='utf-8', errors='replace')
nama = ''
for baris in masuk:
    baris = baris.rstrip()
    if baris.endswith('NICK'):
        if baris != 'NICK':
            print(baris.removesuffix('NICK'))
        nama = input('Masukkan username: ')
        client.sendall(f'{nama}\n'.encode())
    else:
        print(baris)
        if not baris.startswith('Username'):
            break


def receive():
    for baris in masuk:
        print(baris.rstrip())
    print('Terjadi kesalahan!', flush=True)
    os._exit(1)


threading.Thread(target=receive, daemon=True).start()
while True:
    try:
        client.sendall(f'{nama}: {input(">> ")}\n'.encode())
    except EOFError:
        break
