import socket
import threading
import time

PORT = 5005

clients = []
nicknames = []
lock = threading.Lock()


def broadcast(line):
    with lock:
        line = time.strftime("[%H:%M:%S] ") + line
        for client in clients:
            try:
                client.sendall(f"{line}\n".encode("utf-8"))
            except OSError:
                pass


def ping():
    while True:
        time.sleep(1)
        broadcast("PING")


def handle(client):
    client.sendall(b"NICK\n")
    with client, client.makefile(encoding="utf-8", errors="replace") as lines:
        try:
            nickname = lines.readline().strip()
        except OSError:
            return
        if not nickname:
            return
        print(f"Username {nickname}")
        with lock:
            clients.append(client)
            nicknames.append(nickname)
        broadcast(f"{nickname} Bergabung!")
        try:
            client.sendall(b"Terkoneksi dengan Server!\n")
            for line in lines:
                broadcast(line.rstrip("\r\n"))
        except OSError:
            pass
        with lock:
            index = clients.index(client)
            clients.pop(index)
            nicknames.pop(index)
        broadcast(f"{nickname} keluar!")


def receive():
    server = socket.create_server(("", PORT))
    threading.Thread(target=ping, daemon=True).start()
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
