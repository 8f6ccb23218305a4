import socket
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

PORT = 5005
clients = []
nicknames = []
lock = Lock()


def broadcast(line):
    with lock:
        for client in clients:
            try:
                client.sendall(f"{line}\n".encode())
            except OSError:
                pass


def handle(client, address):
    print(f"Terhubung dengan {address}")
    with client, client.makefile(encoding="utf-8", errors="replace") as lines:
        client.sendall(b"NICK\n")
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
                broadcast(line.rstrip("\n"))
        except OSError:
            pass
        with lock:
            i = clients.index(client)
            clients.pop(i)
            nicknames.pop(i)
        broadcast(f"{nickname} keluar!")


def receive():
    with socket.create_server(("", PORT)) as server:
        with ThreadPoolExecutor(max_workers=8) as pool:
            while True:
                pool.submit(handle, *server.accept())


if __name__ == "__main__":
    receive()
