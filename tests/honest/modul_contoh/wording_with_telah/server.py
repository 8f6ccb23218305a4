import socket
import threading

host = ''
port = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((host, port))
server.listen()

clients = {}


def broadcast(pesan):
    for client in list(clients):
        try:
            client.sendall((pesan + '\n').encode('utf-8'))
        except OSError:
            pass


def handle(client):
    client.sendall('NICK\n'.encode('utf-8'))
    baca = client.makefile('r', encoding='utf-8', errors='replace')
    nama = baca.readline().strip()
    if nama:
        clients[client] = nama
        print('Username', nama)
        broadcast(nama + ' telah bergabung.')
        try:
            client.sendall('Kamu sudah terhubung.\n'.encode('utf-8'))
            for pesan in baca:
                broadcast(pesan.rstrip('\n'))
        except OSError:
            pass
        del clients[client]
        broadcast(nama + ' telah keluar.')
    baca.close()
    client.close()


def receive():
    while True:
        client, alamat = server.accept()
        print('Terhubung dengan', alamat)
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
