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
    for client in clients:
        client.send(message)


def handle(client):
    client.send('NICK\n')
    nickname = client.recv(1024).decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n')
    client.send('Terkoneksi dengan Server!\n')
    while True:
        message = client.recv(1024).decode('utf-8')
        if not message:
            clients.remove(client)
            nicknames.remove(nickname)
            broadcast(f'{nickname} keluar!\n')
            client.close()
            break
        broadcast(message)


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


receive()
