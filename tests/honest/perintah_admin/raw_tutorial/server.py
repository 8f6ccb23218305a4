import os
import socket
import threading

host = '0.0.0.0'
port = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message)
        except OSError:
            pass


def kick_user(name):
    if name in nicknames:
        client = clients[nicknames.index(name)]
        client.send('Anda dikeluarkan oleh admin!'.encode('utf-8'))
        client.shutdown(socket.SHUT_RDWR)
        return True
    return False


def remove(client):
    if client in clients:
        index = clients.index(client)
        clients.remove(client)
        nickname = nicknames.pop(index)
        broadcast(f'{nickname} keluar!'.encode('utf-8'))
    client.close()


def handle(client):
    client.send('NICK'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8')
    if not nickname:
        client.close()
        return

    if nickname == 'admin':
        client.send('PASS'.encode('utf-8'))
        password = client.recv(1024).decode('utf-8')
        if password != os.environ.get('ADMIN_PASSWORD'):
            client.send('REFUSE: password salah'.encode('utf-8'))
            client.close()
            return

    nicknames.append(nickname)
    clients.append(client)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!'.encode('utf-8'))
    client.send('Terkoneksi dengan Server!'.encode('utf-8'))

    while True:
        try:
            message = client.recv(1024)
            if not message:
                break
            text = message.decode('utf-8', 'replace')
            if text.startswith('/list'):
                client.send(('Online: ' + ', '.join(nicknames)).encode('utf-8'))
            elif text.startswith('/kick'):
                if nicknames[clients.index(client)] == 'admin':
                    if not kick_user(text[6:]):
                        client.send('Nama tidak ditemukan!'.encode('utf-8'))
                else:
                    client.send('Hanya admin yang boleh /kick'.encode('utf-8'))
            else:
                broadcast(message)
        except OSError:
            break
    remove(client)


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


print('Server mendengarkan...')
receive()
