import socket
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def receive():
    buffer = b''
    while True:
        try:
            data = client.recv(1024)
        except OSError:
            data = b''
        if not data:
            print("Terjadi kesalahan!")
            client.close()
            break
        buffer += data
        while b'\n' in buffer:
            line, buffer = buffer.split(b'\n', 1)
            if line == b'NICK':
                client.send(f'{nickname}\n'.encode('utf-8'))
            else:
                print(line.decode('utf-8', errors='replace'))


def write():
    while True:
        message = f'{nickname}: {input(">> ")}\n'
        client.send(message.encode('utf-8'))


receive_thread = threading.Thread(target=receive)
write_thread = threading.Thread(target=write)
receive_thread.start()
