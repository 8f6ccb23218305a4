import socket
import threading

host = '127.0.0.1'
port = 55555

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
    client.send(b'NICK\n')
    masuk = client.makefile('rb')
    nickname = masuk.readline().decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.send(b'Terkoneksi dengan Server!\n')
    try:
        for message in masuk:
            broadcast(message)
    except OSError:
        pass
    clients.remove(client)
    nicknames.remove(nickname)
    masuk.close()
    client.close()
    broadcast(f'{nickname} keluar!\n'.encode('utf-8'))


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
