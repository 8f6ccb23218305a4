import socket
import sys
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def receive():
    while True:
        try:
            message = client.recv(1024).decode('utf-8')
            if message == '':
                print("Terjadi kesalahan!")
                client.close()
                sys.exit()
            message = message.split('\n')[0]
            if message == 'NICK':
                client.send((nickname + '\n').encode('utf-8'))
            else:
                print(message)
        except OSError:
            print("Terjadi kesalahan!")
            client.close()
            break


def write():
    while True:
        try:
            message = f'{nickname}: {input(">> ")}\n'
            client.send(message.encode('utf-8'))
        except (OSError, EOFError):
            break


receive_thread = threading.Thread(target=receive, daemon=True)
receive_thread.start()
write()
