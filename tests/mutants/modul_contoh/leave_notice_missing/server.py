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
    for client in list(clients):
        try:
            client.send(bytes(message + '\n', 'utf-8'))
        except OSError:
            pass


def handle(client):
    client.send(bytes('NICK\n', 'utf-8'))
    masuk = client.makefile(encoding='utf-8', errors='replace')
    nickname = masuk.readline().rstrip()
    nicknames.append(nickname)
    clients.append(client)
    print('Username', nickname)
    broadcast(nickname + ' Bergabung!')
    client.send(bytes('Terkoneksi dengan Server!\n', 'utf-8'))
    while True:
        try:
            message = masuk.readline()
        except OSError:
            message = ''
        if not message:
            clients.remove(client)
            nicknames.remove(nickname)
            print(nickname + ' keluar!')
            break
        broadcast(message.rstrip('\n'))
    masuk.close()
    client.close()


def receive():
    while True:
        client, address = server.accept()
        print('Terhubung dengan', str(address))
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


receive()
