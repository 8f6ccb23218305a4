import os
import socket
import sys
import threading

HOST = '127.0.0.1'
PORT = 5005


def write(client, username):
    for text in sys.stdin:
        client.sendall(f'{username}: {text.rstrip()}\n'.encode('utf-8'))
        print('>> ', end='', flush=True)


def receive(client, username):
    for line in client.makefile('r', encoding='utf-8', errors='replace'):
        line = line.rstrip('\n')
        if line == 'NICK':
            client.sendall(f'{username}\n'.encode('utf-8'))
            print('>> ', end='', flush=True)
        else:
            print(line)


print('Masukkan username: ', end='', flush=True)
username = sys.stdin.readline().strip()
client = socket.create_connection((HOST, PORT))
threading.Thread(target=write, args=(client, username), daemon=True).start()
receive(client, username)
print('Server pergi, program selesai.', flush=True)
os._exit(0)  # thread penulis masih menunggu papan ketik
