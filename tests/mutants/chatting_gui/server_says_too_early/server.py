import socket
import threading

HOST = "0.0.0.0"
PORT = 9090

print("Server telah jalan...")
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORTT))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.sendall(f"{message}\n".encode("utf-8"))
        except OSError:
            pass


def handle(client):
    lines = client.makefile(encoding="utf-8", errors="replace")
    client.sendall("NICK\n".encode("utf-8"))
    nickname = lines.readline().strip()
    if not nickname:
        client.close()
        return
    nicknames.append(nickname)
    clients.append(client)
    print(f"Username {nickname}")
    broadcast(f"{nickname} Bergabung!")
    client.sendall("Terkoneksi dengan Server!\n".encode("utf-8"))
    try:
        for line in lines:
            broadcast(line.strip())
    except OSError:
        pass
    index = clients.index(client)
    clients.pop(index)
    client.close()
    nickname = nicknames.pop(index)
    broadcast(f"{nickname} keluar!")


def receive():
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,)).start()


receive()
