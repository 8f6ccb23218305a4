import socket
import threading

clients = []
nicknames = []
lock = threading.Lock()


def broadcast(message):
    with lock:
        targets = clients[:]
    for client in targets:
        try:
            client.sendall(message + b"\n")
        except OSError:
            pass


def handle(client):
    client.sendall(b"NICK\n")
    lines = client.makefile("rb")
    try:
        nickname = lines.readline().strip()
        if not nickname:
            return
        with lock:
            clients.append(client)
            nicknames.append(nickname)
        broadcast(nickname + b" Bergabung!")
        client.sendall(b"Terkoneksi dengan Server!\n")
        try:
            for line in lines:
                broadcast(line.rstrip(b"\r\n"))
        except OSError:
            pass
        with lock:
            index = clients.index(client)
            del clients[index]
            del nicknames[index]
        broadcast(nickname + b" keluar!")
    finally:
        lines.close()
        client.close()


def receive():
    server = socket.create_server(("0.0.0.0", 5005))
    print("Server berjalan di port 5005")
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
