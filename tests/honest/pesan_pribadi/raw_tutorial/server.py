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


def pesan_pribadi(client, nickname, pesan):
    bagian = pesan.split(' ', 2)
    if len(bagian) < 3 or not bagian[2].strip():
        client.send('Gunakan: /pm nama pesan'.encode('utf-8'))
    elif bagian[1] not in nicknames:
        client.send(f'{bagian[1]} tidak online'.encode('utf-8'))
    else:
        tujuan = clients[nicknames.index(bagian[1])]
        try:
            tujuan.send(f'[PM dari {nickname}] {bagian[2]}'.encode('utf-8'))
            client.send('OK'.encode('utf-8'))
        except OSError:
            client.send(f'{bagian[1]} baru saja pergi'.encode('utf-8'))


def handle(client):
    # Minta dan simpan nickname
    client.send('NICK'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8')
    if not nickname:
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
                raise ConnectionError
            if message.startswith(b'/'):
                pesan_pribadi(client, nickname, message.decode('utf-8'))
            else:
                broadcast(message)
        except OSError:
            index = clients.index(client)
            clients.remove(client)
            client.close()
            nickname = nicknames[index]
            nicknames.pop(index)
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
