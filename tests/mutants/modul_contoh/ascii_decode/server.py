import socket
import threading

host = ''
port = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message)
        except OSError:
            pass


def leave(client):
    index = clients.index(client)
    clients.remove(client)
    nickname = nicknames.pop(index)
    client.close()
    broadcast('{} keluar!\n'.format(nickname).encode('ascii'))


def handle(client):
    client.send('NICK\n'.encode('ascii'))
    nickname = client.recv(1024).decode('ascii').strip()
    nicknames.append(nickname)
    clients.append(client)
    print('Username {}'.format(nickname))
    broadcast('{} Bergabung!\n'.format(nickname).encode('ascii'))
    client.send('Terkoneksi dengan Server!\n'.encode('ascii'))

    buffer = b''
    while True:
        try:
            data = client.recv(1024)
        except OSError:
            data = b''
        if data == b'':
            leave(client)
            break
        buffer += data
        while b'\n' in buffer:
            line, buffer = buffer.split(b'\n', 1)
            message = line.decode('ascii')
            broadcast((message + '\n').encode('ascii'))


def receive():
    while True:
        client, address = server.accept()
        print('Terhubung dengan {}'.format(str(address)))
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


receive()
