import socket
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def receive():
    for message in client.makefile(encoding='utf-8'):
        message = message.strip()
        if message == 'NICK':
            client.send(f'{nickname}\n'.encode('utf-8'))
        else:
            print(message)


def write():
    while True
        message = f'{nickname}: {input(">> ")}\n'
        client.send(message.encode('utf-8'))


receive_thread = threading.Thread(target=receive)
receive_thread.start()

write_thread = threading.Thread(target=write)
write_thread.start()
