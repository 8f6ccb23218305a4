from socket import *
from threading import Thread

PORT = 5005
clients = []
nicknames = []


def broadcast(pesan):
    for c in list(clients):
        try:
            c.sendall((pesan + "\n").encode("utf-8"))
        except OSError:
            pass


def handle(client):
    berkas = client.makefile("r", encoding="utf-8", errors="replace")
    client.sendall("NICK\n".encode("utf-8"))
    nama = berkas.readline().strip()
    if nama == "":
        client.close()
        return
    print("Username", nama)
    clients.append(client)
    nicknames.append(nama)
    broadcast(nama + " Bergabung!")
    client.sendall("Terkoneksi dengan Server!\n".encode("utf-8"))
    try:
        while True:
            pesan = berkas.readline().rstrip("\n")
            broadcast(pesan)
    except OSError:
        nomor = clients.index(client)
        clients.pop(nomor)
        nicknames.pop(nomor)
        client.close()
        broadcast(nama + " keluar!")


def receive():
    while True:
        client, alamat = server.accept()
        print("Terhubung dengan", alamat)
        Thread(target=handle, args=(client,), daemon=True).start()


server = socket(AF_INET, SOCK_STREAM)
server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
server.bind(("", PORT))
server.listen(50)
print("Server siap di port", PORT)
receive()
