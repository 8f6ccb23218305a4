import socket
import threading

host = '0.0.0.0'
port = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen()

clients = []
nicknames = []


def kirim(client, teks):
    try:
        client.send(f'{teks}\n'.encode('utf-8'))
    except OSError:
        pass


def broadcast(teks):
    for client in clients[:]:
        kirim(client, teks)


def pesan_pribadi(client, nickname, baris):
    bagian = baris.split(maxsplit=2)
    if len(bagian) < 3:
        kirim(client, 'Format: /pm <nama> <teks>')
        return
    tujuan, teks = bagian[1], bagian[2]
    if tujuan not in nicknames:
        kirim(client, f'User {tujuan} tidak ditemukan.')
        return
    penerima = clients[nicknames.index(tujuan)]
    kirim(penerima, teks)
    kirim(client, f'Pesan ke {tujuan} terkirim.')


def keluar(client):
    index = clients.index(client)
    clients.pop(index)
    nickname = nicknames.pop(index)
    client.close()
    broadcast(f'{nickname} keluar!')


def handle(client):
    lines = client.makefile(encoding='utf-8', errors='replace')
    try:
        kirim(client, 'NICK')
        nickname = lines.readline().strip()
    except OSError:
        nickname = ''
    if not nickname:
        client.close()
        return
    nicknames.append(nickname)
    clients.append(client)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!')
    kirim(client, 'Terkoneksi dengan Server!')
    try:
        for baris in lines:
            baris = baris.rstrip('\r\n')
            if baris.startswith('/'):
                pesan_pribadi(client, nickname, baris)
            else:
                broadcast(baris)
    except OSError:
        pass
    keluar(client)


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


print('Server mendengarkan...')
receive()
