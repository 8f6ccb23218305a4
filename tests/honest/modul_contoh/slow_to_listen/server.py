import socket
import threading
import time

clients = []
nicknames = []


def broadcast(message):
    for client in list(clients):
        try:
            client.send(message)
        except OSError:
            pass


def handle(client):
    client.send(b'NICK\n')
    masuk = client.makefile('rb')
    nickname = masuk.readline().decode('utf-8').strip()
    if nickname:
        clients.append(client)
        nicknames.append(nickname)
        print(f'Username {nickname}')
        broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
        try:
            client.send(b'Terkoneksi dengan Server!\n')
            for message in masuk:
                broadcast(message)
        except OSError:
            pass
        index = clients.index(client)
        clients.pop(index)
        nicknames.pop(index)
        broadcast(f'{nickname} keluar!\n'.encode('utf-8'))
    masuk.close()
    client.close()


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=handle, args=(client,)).start()


print('Menyiapkan server', end='', flush=True)
for _ in range(4):
    time.sleep(0.3)
    print('.', end='', flush=True)
print()

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('', 5005))
server.listen()
print('Server siap!')
receive()
