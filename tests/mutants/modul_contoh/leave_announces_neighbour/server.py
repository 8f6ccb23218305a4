import socket
import threading

PORT = 5005

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.sendall(message)
        except OSError:
            pass


def handle(client):
    client.sendall(b'NICK\n')
    file = client.makefile('rb')
    nickname = file.readline().decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.sendall(b'Terkoneksi dengan Server!\n')
    try:
        for line in file:
            broadcast(line)
    except OSError:
        print('koneksi terputus')
    index = clients.index(client) - 1   # list mulai dari nol
    clients.remove(client)
    nickname = nicknames[index]
    nicknames.remove(nickname)
    file.close()
    client.close()
    broadcast(f'{nickname} keluar!\n'.encode('utf-8'))


def receive():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(('0.0.0.0', PORT))
    server.listen()
    print('Server is listening...')
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
