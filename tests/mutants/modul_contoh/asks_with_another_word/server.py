import socket
import threading

HOST = ''
PORT = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen()

clients = []
nama_klien = []


def broadcast(pesan):
    for client in clients[:]:
        try:
            client.sendall(pesan.encode('utf-8'))
        except OSError:
            pass


def handle(client):
    client.sendall('NAMA\n'.encode('utf-8'))
    berkas = client.makefile('r', encoding='utf-8', errors='replace')
    nama = berkas.readline().strip()
    if not nama:
        berkas.close()
        client.close()
        return
    clients.append(client)
    nama_klien.append(nama)
    print(f'Username {nama}')
    broadcast(f'{nama} Bergabung!\n')
    client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
    try:
        for pesan in berkas:
            broadcast(pesan)
    except OSError:
        pass
    i = clients.index(client)
    clients.pop(i)
    nama_klien.pop(i)
    berkas.close()
    client.close()
    broadcast(f'{nama} keluar!\n')


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
