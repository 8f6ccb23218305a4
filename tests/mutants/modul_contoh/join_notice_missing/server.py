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


def handle(client):
    client.send('NICK\n'.encode('utf-8'))
    baca = client.makefile('rb')
    nickname = baca.readline().decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    print(f'{nickname} Bergabung!')
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
    try:
        while True:
            message = baca.readline()
            if not message:
                break
            broadcast(message)
    except OSError:
        pass
    index = clients.index(client)
    clients.pop(index)
    nickname = nicknames.pop(index)
    baca.close()
    client.close()
    broadcast(f'{nickname} keluar!\n'.encode('utf-8'))


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


receive()
