import socket
import threading

HOST = '192.168.1.7'  # ipconfig -> IPv4 Address
PORT = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORT))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients:
        try:
            client.send(message)
        except OSError:
            pass


def handle(client):
    client.send('NICK\n'.encode('utf-8'))
    file = client.makefile('rb')
    nickname = file.readline().decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
    try:
        for pesan in file:
            broadcast(pesan)
    except OSError:
        pass
    clients.remove(client)
    nicknames.remove(nickname)
    broadcast(f'{nickname} keluar!\n'.encode('utf-8'))
    client.close()


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
