import socket
import threading

HOST = ''
PORT = 5005

clients = []
nicknames = []


def broadcast(message):
    for client in list(clients):
        try:
            client.send((message + '\n').encode('utf-8'))
        except OSError:
            pass


def keluar(client):
    i = clients.index(client)
    clients.pop(i)
    nama = nicknames.pop(i)
    client.close()
    broadcast(nama + ' keluar!')


def handle(client):
    client.send('NICK\n'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print('Username', nickname)
    broadcast(nickname + ' Bergabung!')
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
    while True:
        try:
            message = client.recv(1024).decode('utf-8')
        except ConnectionError:
            message = ''
        if message == '':
            keluar(client)
            break
        broadcast(message.strip())


def receive():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((HOST, PORT))
    server.listen()
    print('Server jalan di port', PORT)
    while True:
        client, address = server.accept()
        print('Terhubung dengan', address)
        threading.Thread(target=handle, args=(client,)).start()


receive()
