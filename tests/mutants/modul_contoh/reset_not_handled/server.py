import socket
import threading

host = ''
port = 5005
clients = []
nicknames = []


def broadcast(message):
    for client in list(clients):
        try:
            client.sendall(message)
        except OSError:
            pass


def handle(client, address):
    client.sendall('NICK\n'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))

    data = b''
    while True:
        terima = client.recv(1024)
        if terima == b'':
            break
        data += terima
        while b'\n' in data:
            posisi = data.index(b'\n') + 1
            broadcast(data[:posisi])
            data = data[posisi:]

    posisi = clients.index(client)
    clients.pop(posisi)
    nicknames.pop(posisi)
    client.close()
    broadcast(f'{nickname} keluar!\n'.encode('utf-8'))


def receive():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((host, port))
    server.listen(10)
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client, address)).start()


receive()
