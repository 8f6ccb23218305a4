import socket
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('0.0.0.0', 5005))
server.listen(50)

clients = []
nicknames = []
kunci = threading.Lock()


def broadcast(message):
    with kunci:
        for client in clients:
            try:
                client.sendall(message)
            except OSError:
                pass


def tampilkan(message):
    print(message.decode('utf-8', 'replace').strip())
    broadcast(message)


def handle(client):
    client.sendall(b'NICK\n')
    with client.makefile('rb') as masuk:
        nickname = masuk.readline().decode('utf-8', 'replace').strip()
        print(f'Username {nickname}')
        with kunci:
            clients.append(client)
            nicknames.append(nickname)
        broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
        client.sendall(b'Terkoneksi dengan Server!\n')
        try:
            for message in masuk:
                broadcast(message)
                tampilkan(message)
        except OSError:
            pass
    with kunci:
        clients.remove(client)
        nicknames.remove(nickname)
    client.close()
    broadcast(f'{nickname} keluar!\n'.encode('utf-8'))


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
