import socket
import threading

PORT = 5005

clients = []
nicknames = []
lock = threading.Lock()
pesan = b""


def broadcast(baru):
    global pesan
    with lock:
        pesan += baru + b"\n"
        for client in clients:
            try:
                client.sendall(pesan)
            except OSError:
                pass


def beri_tahu(teks):
    with lock:
        for client in clients:
            try:
                client.sendall(teks.encode() + b"\n")
            except OSError:
                pass


def handle(client):
    client.sendall(b"NICK\n")
    masuk = client.makefile("rb")
    nickname = masuk.readline().decode().strip()
    if not nickname:
        return
    print(f"Username {nickname}")
    with lock:
        clients.append(client)
        nicknames.append(nickname)
    beri_tahu(f"{nickname} Bergabung!")
    client.sendall(b"Terkoneksi dengan Server!\n")
    try:
        for baris in masuk:
            broadcast(baris.rstrip(b"\n"))
    except OSError:
        pass
    with lock:
        urutan = clients.index(client)
        clients.pop(urutan)
        nicknames.pop(urutan)
    beri_tahu(f"{nickname} keluar!")


def receive():
    server = socket.create_server(("", PORT))
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
