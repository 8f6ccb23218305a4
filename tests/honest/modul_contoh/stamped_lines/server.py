import socket
import threading
from datetime import datetime

HOST = ''
PORT = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen(50)

clients = []
nicknames = []


def broadcast(message):
    jam = datetime.now().strftime('[%H:%M:%S] ')
    data = (jam + message + '\n').encode('utf-8')
    for client in clients[:]:
        try:
            client.sendall(data)
        except OSError:
            pass


def handle(client):
    client.sendall('NICK\n'.encode('utf-8'))
    masuk = client.makefile('rb')
    nickname = masuk.readline().decode('utf-8', 'replace').strip()
    if not nickname:
        masuk.close()
        client.close()
        return
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!')
    try:
        client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
        for baris in masuk:
            broadcast(baris.decode('utf-8', 'replace').rstrip('\n'))
    except OSError:
        pass
    index = clients.index(client)
    clients.pop(index)
    nicknames.pop(index)
    masuk.close()
    client.close()
    broadcast(f'{nickname} keluar!')


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
