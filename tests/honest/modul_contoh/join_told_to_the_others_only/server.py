import socket
import threading

PORT = 5005
clients = []
nicknames = []
kunci = threading.RLock()


def broadcast(pesan, kecuali=None):
    with kunci:
        for client in clients:
            if client is not kecuali:
                kirim(client, pesan)


def kirim(client, pesan):
    try:
        client.sendall(pesan.encode('utf-8') + b'\n')
    except OSError:
        pass


def handle(client):
    kirim(client, 'NICK')
    masuk = client.makefile('r', encoding='utf-8', errors='replace')
    try:
        nama = masuk.readline().strip()
        if not nama:
            return
        print('Username', nama)
        with kunci:
            clients.append(client)
            nicknames.append(nama)
            broadcast(f'{nama} Bergabung!', kecuali=client)
            kirim(client, 'Terkoneksi dengan Server!')
        for pesan in masuk:
            broadcast(pesan.rstrip('\n'))
    except OSError:
        pass
    finally:
        with kunci:
            if client in clients:
                nomor = clients.index(client)
                clients.pop(nomor)
                nicknames.pop(nomor)
                broadcast(f'{nama} keluar!')
        masuk.close()
        client.close()


def receive():
    server = socket.create_server(('', PORT))
    while True:
        client, alamat = server.accept()
        print('Terhubung dengan', alamat)
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
