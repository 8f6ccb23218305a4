import socket
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('', 5005))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.sendall((message + '\n').encode())
        except OSError:
            pass


def handle(client, file, nickname):
    try:
        for line in file:
            broadcast(line.strip())
    except OSError:
        pass
    index = clients.index(client)
    clients.pop(index)
    nicknames.pop(index)
    broadcast(f'{nickname} keluar!')


def minta_nama(client, file):
    while True:
        client.sendall('NICK\n'.encode())
        line = file.readline()
        if line == '':
            return None
        nickname = line.strip()
        if nickname == '':
            client.sendall('Username tidak boleh kosong!\n'.encode())
        elif nickname.lower() in [n.lower() for n in nicknames]:
            client.sendall('Username sudah dipakai!\n'.encode())
        else:
            return nickname


def receive():
    while True:
        client, address = server.accept()
        print('Terhubung dengan', address)
        file = client.makefile('r', encoding='utf-8', errors='replace')
        try:
            nickname = minta_nama(client, file)
        except OSError:
            nickname = None
        if nickname is None:
            file.close()
            client.close()
            continue
        clients.append(client)
        nicknames.append(nickname)
        print('Username', nickname)
        broadcast(f'{nickname} Bergabung!')
        client.sendall('Terkoneksi dengan Server!\n'.encode())
        threading.Thread(target=handle, args=(client, file, nickname)).start()


receive()
