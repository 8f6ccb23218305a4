import socket
import threading

PORT = 5005
clients = {}


def broadcast(data):
    for c in tuple(clients):
        try:
            c.sendall(data + b"\n")
        except OSError:
            pass


def handle(c, addr):
    print(f"Terhubung dengan {addr}")
    c.sendall(b"NICK\n")
    nama = c.recv(1024).decode("utf-8").strip()
    print(f"Username {nama}")
    clients[c] = nama
    broadcast(f"{nama} Bergabung!".encode())
    c.sendall(b"Terkoneksi dengan Server!\n")
    while True:
        try:
            data = c.recv(1024)
        except OSError:
            data = b""
        if not data:
            break
        # bisa ada beberapa baris sekaligus, yang terakhir kosong
        for baris in data.split(b"\n")[:-1]:
            broadcast(baris)
    clients.pop(c)
    c.close()
    broadcast(f"{nama} keluar!".encode())


def receive():
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("0.0.0.0", PORT))
        server.listen(100)
        while True:
            c, addr = server.accept()
            threading.Thread(target=handle, args=(c, addr), daemon=True).start()


receive()
