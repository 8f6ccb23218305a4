import queue
import socket
import threading

PORT = 5005
antrian = queue.Queue()


def sender():
    """Satu-satunya thread yang memegang daftar dan mengirim."""
    clients = {}
    while True:
        apa, client, teks = antrian.get()
        if apa == 'masuk':
            clients[client] = teks
            teks = f'{teks} Bergabung!'
        elif apa == 'keluar':
            teks = f'{clients.pop(client)} keluar!'
        for c in clients:
            try:
                c.sendall(teks.encode('utf-8') + b'\n')
            except OSError:
                pass
        if apa == 'masuk':
            try:
                client.sendall(b'Terkoneksi dengan Server!\n')
            except OSError:
                pass
        elif apa == 'keluar':
            client.close()


def broadcast(client, teks):
    antrian.put(('pesan', client, teks))


def handle(client):
    client.sendall(b'NICK\n')
    with client.makefile('r', encoding='utf-8', errors='replace') as masuk:
        nama = masuk.readline().strip()
        if not nama:
            client.close()
            return
        print('Username', nama)
        antrian.put(('masuk', client, nama))
        try:
            for baris in masuk:
                broadcast(client, baris.rstrip('\n'))
        except OSError:
            pass
    antrian.put(('keluar', client, nama))


def receive():
    threading.Thread(target=sender, daemon=True).start()
    with socket.create_server(('', PORT)) as server:
        while True:
            client, address = server.accept()
            print('Terhubung dengan', address)
            threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
