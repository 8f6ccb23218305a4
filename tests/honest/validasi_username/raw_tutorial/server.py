import socket
import threading

host = '0.0.0.0'
port = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen()

clients = []
nicknames = []
lock = threading.Lock()


def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message)
        except OSError:
            pass


def minta_nama(client):
    while True:
        client.send('NICK'.encode('utf-8'))
        data = client.recv(1024)
        if not data:
            return None
        nickname = data.decode('utf-8').strip()
        with lock:
            if nickname == '':
                alasan = 'Username tidak boleh kosong!'
            elif nickname.lower() in [n.lower() for n in nicknames]:
                alasan = 'Username sudah dipakai!'
            else:
                nicknames.append(nickname)
                clients.append(client)
                return nickname
        client.send(alasan.encode('utf-8'))


def handle(client):
    try:
        nickname = minta_nama(client)
    except OSError:
        nickname = None
    if nickname is None:
        client.close()
        return

    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!'.encode('utf-8'))
    client.send('Terkoneksi dengan Server!'.encode('utf-8'))

    while True:
        try:
            message = client.recv(1024)
            if not message:
                raise ConnectionError
            broadcast(message)
        except OSError:
            with lock:
                index = clients.index(client)
                clients.remove(client)
                nickname = nicknames.pop(index)
            client.close()
            broadcast(f'{nickname} keluar!'.encode('utf-8'))
            break


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


print('Server mendengarkan...')
receive()
