import selectors
import socket

PORT = 9090

selector = selectors.DefaultSelector()
names = {}
buffers = {}


def broadcast(line):
    for client in list(names):
        try:
            client.sendall(line.encode() + b"\n")
        except OSError:
            pass


def accept(server):
    client, address = server.accept()
    print("Terhubung dengan", address)
    buffers[client] = b""
    selector.register(client, selectors.EVENT_READ, read)
    client.sendall(b"NICK\n")


def read(client):
    try:
        data = client.recv(4096)
    except OSError:
        data = b""
    if not data:
        leave(client)
        return
    *lines, buffers[client] = (buffers[client] + data).split(b"\n")
    for line in lines:
        take(client, line.decode("utf-8", "replace").rstrip("\r"))


def take(client, line):
    if client in names:
        broadcast(line)
        return
    names[client] = line
    print("Username", line)
    broadcast(f"{line} Bergabung!")
    client.sendall(b"Terkoneksi dengan Server!\n")


def leave(client):
    selector.unregister(client)
    client.close()
    del buffers[client]
    if client in names:
        broadcast(f"{names.pop(client)} keluar!")


server = socket.create_server(("", PORT))
selector.register(server, selectors.EVENT_READ, accept)
print("Server telah jalan")
while True:
    for key, _ in selector.select():
        key.data(key.fileobj)
