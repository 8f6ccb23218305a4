"""Server obrolan dengan lock."""

import socket
import threading

HOST = "0.0.0.0"
PORT = 5005

clients = []
nicknames = []
lock = threading.Lock()


def broadcast(line):
    data = (line + "\n").encode("utf-8")
    with lock:
        for client in clients:
            try:
                client.sendall(data)
            except OSError:
                pass


def leave(client):
    with lock:
        index = clients.index(client)
        clients.pop(index)
        nickname = nicknames.pop(index)
        broadcast(f"{nickname} keluar!")


def handle(client):
    lines = client.makefile(encoding="utf-8", errors="replace")
    client.sendall(b"NICK\n")
    nickname = lines.readline().strip()
    if not nickname:
        client.close()
        return
    print(f"Username {nickname}")
    with lock:
        clients.append(client)
        nicknames.append(nickname)
    broadcast(f"{nickname} Bergabung!")
    client.sendall(b"Terkoneksi dengan Server!\n")
    try:
        for line in lines:
            broadcast(line.rstrip("\r\n"))
    except OSError:
        pass
    leave(client)
    client.close()


def receive(server):
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,), daemon=True).start()


server = socket.create_server((HOST, PORT))
receive(server)
