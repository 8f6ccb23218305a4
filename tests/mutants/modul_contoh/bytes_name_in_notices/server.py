import socket
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('', 5005))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message)
        except OSError:
            continue


def handle(client):
    client.send(b'NICK\n')
    nickname = client.recv(1024).strip()
    nicknames.append(nickname)
    clients.append(client)
    print('Username ' + nickname.decode('utf-8'))
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.send(b'Terkoneksi dengan Server!\n')

    pending = b''
    while True:
        try:
            chunk = client.recv(1024)
        except ConnectionError:
            chunk = None
        if not chunk:
            index = clients.index(client)
            del clients[index]
            nickname = nicknames[index]
            del nicknames[index]
            client.close()
            broadcast(f'{nickname} keluar!\n'.encode('utf-8'))
            return
        pending += chunk
        lines = pending.split(b'\n')
        pending = lines[-1]
        for line in lines[:-1]:
            broadcast(line + b'\n')


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
