import socket
import threading

nickname = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))


def receive():
    sisa = b''
    while True:
        try:
            sisa += client.recv(1024)
            if sisa == b'':
                raise ConnectionError
        except OSError:
            print("Terjadi kesalahan!")
            client.close()
            break
        while b'\n' in sisa:
            baris, sisa = sisa.split(b'\n', 1)
            if baris == b'NICK':
                client.send((nickname + '\n').encode('utf-8'))
            else:
                print(baris.decode('utf-8', 'replace'))


def write():
    while True:
        message = f'{nickname}: {input(">> ")}\n'
        client.send(message)


receive_thread = threading.Thread(target=receive)
receive_thread.start()

write_thread = threading.Thread(target=write, daemon=True)
write_thread.start()
