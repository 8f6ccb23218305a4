import socket
import threading

PORT = 5005
clients = {}


def broadcast(pesan):
    data = f"{pesan}\n".encode()
    for client in list(clients):
        try:
            client.sendall(data)
        except OSError:
            pass


def hapus(client):
    for c, nama in clients.items():
        if c == client:
            del clients[c]
            nama_keluar = nama
    broadcast(f"{nama_keluar} keluar!")


def baca_baris(client):
    """Hasilkan baris demi baris dari klien."""
    buffer = b""
    while True:
        try:
            data = client.recv(4096)
        except ConnectionError:
            return
        if not data:
            return
        buffer += data
        *baris, buffer = buffer.split(b"\n")
        for b in baris:
            yield b.decode("utf-8", "replace")


def handle(client, address):
    print(f"Terhubung dengan {address}")
    client.sendall(b"NICK\n")
    masuk = baca_baris(client)
    nickname = next(masuk, "").strip()
    if not nickname:
        client.close()
        return
    print(f"Username {nickname}")
    clients[client] = nickname
    broadcast(f"{nickname} Bergabung!")
    client.sendall(b"Terkoneksi dengan Server!\n")
    for pesan in masuk:
        broadcast(pesan)
    hapus(client)
    client.close()


with socket.create_server(("", PORT)) as server:
    while True:
        c, a = server.accept()
        threading.Thread(target=handle, args=(c, a), daemon=True).start()
