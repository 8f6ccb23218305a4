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
    for client in list(clients):
        try:
            client.send(message.encode('utf-8'))
        except OSError:
            pass


def handle(client):
    lines = client.makefile('r', encoding='utf-8', errors='replace')
    client.send('NICK\n'.encode('utf-8'))
    nickname = lines.readline().strip()
    nicknames.append(nickname)
    clients.append(client)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n')
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
    while True:
        try:
            message = lines.readline()
            if not message:
                break
            client.send(message.encode('utf-8'))
        except OSError:
            break
    clients.remove(client)
    nicknames.remove(nickname)
    lines.close()
    client.close()
    broadcast(f'{nickname} keluar!\n')


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


receive()
