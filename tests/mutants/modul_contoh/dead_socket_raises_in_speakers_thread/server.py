import select
import socket
import threading

HOST = ''
PORT = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    # hanya kirim ke socket yang siap ditulis
    _, siap, _ = select.select([], clients, [])
    for client in siap:
        try:
            client.sendall(message)
        except OSError:
            pass


def keluar(pergi, nickname):
    nicknames.remove(nickname)
    pergi.close()
    for client in clients:
        if client is not pergi:
            try:
                client.sendall(f'{nickname} keluar!\n'.encode('utf-8'))
            except OSError:
                pass


def handle(client):
    client.sendall('NICK\n'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8').strip()
    if not nickname:
        client.close()
        return
    nicknames.append(nickname)
    clients.append(client)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
    sisa = b''
    while True:
        try:
            pesan = client.recv(1024)
        except OSError:
            pesan = b''
        if not pesan:
            keluar(client, nickname)
            break
        sisa += pesan
        while b'\n' in sisa:
            baris, sisa = sisa.split(b'\n', 1)
            broadcast(baris + b'\n')


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
