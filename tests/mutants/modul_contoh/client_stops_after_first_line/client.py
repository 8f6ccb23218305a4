import socket
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))
masuk = client.makefile('r', encoding='utf-8', errors='replace')


def receive():
    for message in masuk:
        message = message.strip()
        if message == 'NICK':
            client.send(f'{nickname}\n'.encode('utf-8'))
        else:
            print(message)
            break


def write():
    while True:
        try:
            message = f'{nickname}: {input(">> ")}\n'
            client.send(message.encode('utf-8'))
        except (OSError, EOFError):
            print('Terjadi kesalahan!')
            break


receive_thread = threading.Thread(target=receive, daemon=True)
receive_thread.start()
write()
