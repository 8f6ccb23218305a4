import socket
import threading

HOST = '0.0.0.0'
PORT = 5005

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.sendall(f'{message}\n'.encode('utf-8'))
        except OSError:
            pass


def handle(client):
    client.sendall('Kirim NICK kamu:\n'.encode('utf-8'))
    masuk = client.makefile('r', encoding='utf-8', errors='replace')
    nickname = masuk.readline().strip()
    if not nickname:
        masuk.close()
        client.close()
        return
    nicknames.append(nickname)
    clients.append(client)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!')
    try:
        client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
        while True:
            message = masuk.readline()
            if not message:
                break
            broadcast(message.strip('\n'))
    except ConnectionError:
        pass
    index = clients.index(client)
    clients.pop(index)
    nicknames.pop(index)
    masuk.close()
    client.close()
    broadcast(f'{nickname} keluar!')


def receive():
    server = socket.create_server((HOST, PORT))
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
