import socket
import threading

from protokol import PORT, TANYA_NAMA, baris_dari, kirim

clients = []
nicknames = []
lock = threading.Lock()


def broadcast(teks):
    with lock:
        for client in clients:
            kirim(client, teks)


def handle(client):
    kirim(client, TANYA_NAMA)
    semua = baris_dari(client)
    nickname = next(semua, "").strip()
    if nickname:
        print(f"Username {nickname}")
        with lock:
            clients.append(client)
            nicknames.append(nickname)
        broadcast(f"{nickname} Bergabung!")
        kirim(client, "Terkoneksi dengan Server!")
        for baris in semua:
            broadcast(baris)
        with lock:
            i = clients.index(client)
            clients.pop(i)
            nicknames.pop(i)
        broadcast(f"{nickname} keluar!")
    client.close()


def receive():
    server = socket.create_server(("", PORT))
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,), daemon=True).start()


if __name__ == "__main__":
    receive()
