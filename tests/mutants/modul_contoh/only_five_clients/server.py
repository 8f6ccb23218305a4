import socket
import threading

MAKSIMAL = 5

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('', 5005))
server.listen(MAKSIMAL)

clients = []
nicknames = []
kunci = threading.Lock()


def broadcast(message):
    with kunci:
        for client in clients:
            try:
                client.sendall(message.encode('utf-8'))
            except OSError:
                pass


def handle(client):
    client.sendall('NICK\n'.encode('utf-8'))
    masuk = client.makefile('r', encoding='utf-8', errors='replace')
    nickname = masuk.readline().strip()
    with kunci:
        penuh = len(clients) >= MAKSIMAL
        if not penuh:
            clients.append(client)
            nicknames.append(nickname)
    if penuh:
        client.sendall('Server penuh!\n'.encode('utf-8'))
        masuk.close()
        client.close()
        return
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n')
    client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
    try:
        for message in masuk:
            broadcast(message)
    except OSError:
        pass
    with kunci:
        clients.remove(client)
        nicknames.remove(nickname)
    masuk.close()
    client.close()
    broadcast(f'{nickname} keluar!\n')


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
