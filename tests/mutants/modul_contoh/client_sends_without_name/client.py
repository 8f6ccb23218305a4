import socket
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('localhost', 5005))


def receive():
    sisa = b''
    while True:
        try:
            data = client.recv(1024)
            if not data:
                raise ConnectionError
            sisa += data
            while b'\n' in sisa:
                message, sisa = sisa.split(b'\n', 1)
                message = message.decode('utf-8')
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
        message = input(">> ")
        client.send((message + '\n').encode('utf-8'))


receive_thread = threading.Thread(target=receive)
receive_thread.start()

write_thread = threading.Thread(target=write, daemon=True)
write_thread.start()
