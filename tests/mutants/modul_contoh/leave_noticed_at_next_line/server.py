import socket
import threading

host = '0.0.0.0'
port = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    putus = []
    for client in list(clients):
        try:
            client.send(message)
        except OSError:
            putus.append(client)
    for client in putus:
        index = clients.index(client)
        clients.pop(index)
        nickname = nicknames.pop(index)
        client.close()
        broadcast(f'{nickname} keluar!\n'.encode('utf-8'))


def handle(client):
    client.send('NICK\n'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
    buffer = b''
    while True:
        try:
            data = client.recv(1024)
        except OSError:
            break
        if not data:
            break
        buffer += data
        while b'\n' in buffer:
            baris, buffer = buffer.split(b'\n', 1)
            broadcast(baris + b'\n')


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


receive()
