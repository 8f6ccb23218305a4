import socket
import threading

HOST = '0.0.0.0'
PORT = 5005

clients = []
nicknames = []


def bersihkan(teks):
    return teks.replace(' ', '').replace('\r', '').replace('\n', '')


def broadcast(message):
    for client in clients[:]:
        try:
            client.sendall((message + '\n').encode('utf-8'))
        except OSError:
            pass


def handle(client):
    masuk = client.makefile('r', encoding='utf-8', errors='replace')
    client.sendall('NICK\n'.encode('utf-8'))
    nickname = bersihkan(masuk.readline())
    if not nickname:
        return
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!')
    client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
    while True:
        try:
            message = masuk.readline()
        except OSError:
            message = ''
        if message == '':
            break
        broadcast(bersihkan(message))
    index = clients.index(client)
    clients.pop(index)
    nicknames.pop(index)
    masuk.close()
    client.close()
    broadcast(f'{nickname} keluar!')


def receive():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((HOST, PORT))
    server.listen(32)
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
