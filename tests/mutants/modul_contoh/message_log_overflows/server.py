import socket
import threading

PORT = 5005

catatan = [''] * 16
jumlah = 0
kunci = threading.Lock()
clients = []
nicknames = []


def simpan(pesan):
    global jumlah
    with kunci:
        catatan[jumlah] = pesan
        jumlah += 1


def broadcast(message):
    with kunci:
        for client in clients:
            try:
                client.sendall(message)
            except OSError:
                pass


def handle(client):
    client.sendall(b'NICK\n')
    masuk = client.makefile('rb')
    nickname = masuk.readline().decode('utf-8').strip()
    with kunci:
        clients.append(client)
        nicknames.append(nickname)
    print('Username', nickname)
    broadcast(nickname.encode('utf-8') + b' Bergabung!\n')
    client.sendall(b'Terkoneksi dengan Server!\n')
    try:
        for pesan in masuk:
            simpan(pesan)
            broadcast(pesan)
    except OSError:
        pass
    with kunci:
        clients.remove(client)
        nicknames.remove(nickname)
    masuk.close()
    client.close()
    broadcast(nickname.encode('utf-8') + b' keluar!\n')


def receive():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(('0.0.0.0', PORT))
    server.listen(50)
    while True:
        client, address = server.accept()
        print('Terhubung dengan', address)
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
