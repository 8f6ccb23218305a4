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


def periksa(client, nama):
    with kunci:
        if not nama:
            return 'Username tidak boleh kosong!'
        if nama.lower() in (n.lower() for n in nicknames):
            return 'Username sudah dipakai!'
        clients.append(client)
        nicknames.append(nama)
        broadcast(f'{nama} Bergabung!', kecuali=client)
        kirim(client, 'Terkoneksi dengan Server!')
        print('Username', nama)


def handle(client):
    masuk = client.makefile('r', encoding='utf-8', errors='replace')
    nama = ''
    kirim(client, 'NICK')
    try:
        for baris in masuk:
            if nama:
                broadcast(baris.rstrip('\n'))
                continue
            nama = baris.strip()
            alasan = periksa(client, nama)
            if alasan:
                nama = ''
                kirim(client, f'{alasan} NICK')
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
