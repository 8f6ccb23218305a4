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
kunci = threading.Lock()


def broadcast(message):
    with kunci:
        jam = datetime.now().strftime('[%H:%M:%S]')
        data = f'{jam}\n{message}\n'.encode('utf-8')
        for client in clients:
            try:
                client.sendall(data)
            except OSError:
                pass


def handle(client):
    client.sendall('NICK\n'.encode('utf-8'))
    masuk = client.makefile('r', encoding='utf-8', errors='replace')
    try:
        nickname = masuk.readline().strip()
    except OSError:
        nickname = ''
    if not nickname:
        masuk.close()
        client.close()
        return
    print(f'Username {nickname}')
    with kunci:
        clients.append(client)
        nicknames.append(nickname)
    broadcast(f'{nickname} Bergabung!')
    try:
        with kunci:
            client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
        for baris in masuk:
            broadcast(baris.rstrip('\r\n'))
    except OSError:
        pass
    with kunci:
        index = clients.index(client)
        clients.pop(index)
        nicknames.pop(index)
    broadcast(f'{nickname} keluar!')
    masuk.close()
    client.close()


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
