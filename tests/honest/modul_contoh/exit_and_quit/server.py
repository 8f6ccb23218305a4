import signal
import socket
import threading

PORT = 5005

clients = []
nicknames = []
lock = threading.Lock()


def berhenti(nomor, bingkai, keluar=exit):
    print('Server dimatikan', flush=True)
    keluar()


def broadcast(message):
    with lock:
        for client in clients:
            try:
                client.sendall(message)
            except OSError:
                pass


def handle(client):
    client.sendall(b'NICK\n')
    with client, client.makefile('rb') as masuk:
        try:
            nickname = masuk.readline().decode('utf-8', 'replace').strip()
        except OSError:
            exit()
        if not nickname:
            quit()
        print('Username', nickname, flush=True)
        with lock:
            clients.append(client)
            nicknames.append(nickname)
        broadcast(f'{nickname} Bergabung!\n'.encode())
        try:
            client.sendall(b'Terkoneksi dengan Server!\n')
            for message in masuk:
                broadcast(message)
        except OSError:
            pass
        with lock:
            i = clients.index(client)
            clients.pop(i)
            nicknames.pop(i)
        broadcast(f'{nickname} keluar!\n'.encode())


def receive():
    while True:
        client, address = server.accept()
        print('Terhubung dengan', address, flush=True)
        threading.Thread(target=handle, args=(client,), daemon=True).start()


signal.signal(signal.SIGINT, berhenti)
server = socket.create_server(('', PORT))
receive()
