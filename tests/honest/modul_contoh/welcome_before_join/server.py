import socket
import threading

HOST = '0.0.0.0'
PORT = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORT))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.sendall(message.encode('utf-8'))
        except OSError:
            pass


def handle(client):
    client.sendall('NICK\n'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8').strip()
    if nickname == '':
        client.close()
        return
    clients.append(client)
    nicknames.append(nickname)
    client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n')

    buffer = b''
    while True:
        try:
            data = client.recv(1024)
        except OSError:
            data = b''
        if not data:
            break
        buffer += data
        while b'\n' in buffer:
            line, buffer = buffer.split(b'\n', 1)
            broadcast(line.decode('utf-8', errors='replace') + '\n')

    index = clients.index(client)
    clients.pop(index)
    nicknames.pop(index)
    client.close()
    broadcast(f'{nickname} keluar!\n')


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


receive()
