import os
import socket
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))

terdaftar = threading.Event()


def receive():
    buffer = b''
    while True:
        data = client.recv(1024)
        if not data:
            print("Terjadi kesalahan!", flush=True)
            os._exit(0)
        buffer += data
        if not terdaftar.is_set():
            if buffer.startswith(b'NICKNAME'):
                client.sendall((nickname + '\n').encode('utf-8'))
                terdaftar.set()
                buffer = b''
            continue
        while b'\n' in buffer:
            baris, buffer = buffer.split(b'\n', 1)
            print(baris.decode('utf-8', 'replace'))


def write():
    terdaftar.wait()
    while True:
        message = f'{nickname}: {input(">> ")}\n'
        client.sendall(message.encode('utf-8'))


threading.Thread(target=receive, daemon=True).start()
write()
