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
    for client in clients:
        client.send(message)


def handle(client):
    client.send('NICK\n'.encode('utf-8'))
    masuk = client.makefile('rb')
    nickname = masuk.readline().decode('utf-8').strip()
    nicknames.append(nickname)
    clients.append(client)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
    while True:
        try:
            message = masuk.readline()
            if not message:
                raise ConnectionError
            broadcast(message)
        except ConnectionError:
            clients.remove(client)
            masuk.close()
            client.close()
            nicknames.remove(nickname)
            broadcast(f'{nickname} keluar!\n'.encode('utf-8'))
            break


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle(client))
        thread.start()


receive()
