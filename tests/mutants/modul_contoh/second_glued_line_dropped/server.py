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
            client.send(message + b'\n')
        except OSError:
            pass


def terima_baris(client):
    """Terima sampai ada tanda akhir baris."""
    data = b''
    while b'\n' not in data:
        potongan = client.recv(1024)
        if not potongan:
            return None
        data += potongan
    return data.split(b'\n')[0]


def handle(client):
    client.send(b'NICK\n')
    nickname = terima_baris(client).decode('utf-8')
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!'.encode('utf-8'))
    client.send(b'Terkoneksi dengan Server!\n')
    while True:
        try:
            message = terima_baris(client)
        except OSError:
            message = None
        if message is None:
            break
        broadcast(message)
    clients.remove(client)
    nicknames.remove(nickname)
    client.close()
    broadcast(f'{nickname} keluar!'.encode('utf-8'))


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,)).start()


receive()
