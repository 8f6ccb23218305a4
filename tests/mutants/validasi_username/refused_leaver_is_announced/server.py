import socket
import threading

HOST = '0.0.0.0'
PORT = 5005

clients = []
nicknames = []
lock = threading.Lock()


def broadcast(message):
    with lock:
        for client in clients:
            try:
                client.sendall((message + '\n').encode('utf-8'))
            except OSError:
                pass


def kirim(client, message):
    client.sendall((message + '\n').encode('utf-8'))


def masuk(client, nickname):
    with lock:
        if nickname == '':
            return 'Username tidak boleh kosong!'
        if nickname.lower() in [n.lower() for n in nicknames]:
            return 'Username sudah dipakai!'
        clients.append(client)
        nicknames.append(nickname)
        return ''


def keluar(client):
    with lock:
        index = clients.index(client)
        clients.pop(index)
        nickname = nicknames.pop(index)
    broadcast(f'{nickname} keluar!')


def login(client, file):
    nickname = ''
    kirim(client, 'NICK')
    while True:
        line = file.readline()
        if line == '':
            if nickname:
                broadcast(f'{nickname} keluar!')
            return ''
        nickname = line.strip()
        alasan = masuk(client, nickname)
        if alasan == '':
            return nickname
        kirim(client, alasan)
        kirim(client, 'NICK')


def handle(client):
    file = client.makefile('r', encoding='utf-8', errors='replace')
    try:
        nickname = login(client, file)
        if nickname != '':
            try:
                print(f'Username {nickname}')
                broadcast(f'{nickname} Bergabung!')
                kirim(client, 'Terkoneksi dengan Server!')
                for line in file:
                    broadcast(line.rstrip('\r\n'))
            finally:
                keluar(client)
    except OSError:
        pass
    file.close()
    client.close()


def receive():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((HOST, PORT))
    server.listen()
    print('Server berjalan...')
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
