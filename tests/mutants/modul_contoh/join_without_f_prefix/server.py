import socket
import threading

HOST = "0.0.0.0"
PORT = 5005

clients = []
nicknames = []
kunci = threading.RLock()


def broadcast(message):
    with kunci:
        for client in clients:
            try:
                client.sendall(message.encode("utf-8"))
            except OSError:
                pass


def hapus_klien(client):
    with kunci:
        posisi = clients.index(client)
        clients.pop(posisi)
        nickname = nicknames.pop(posisi)
        broadcast(f"{nickname} keluar!\n")


def handle(client):
    aliran = client.makefile("r", encoding="utf-8", errors="replace")
    client.sendall("NICK\n".encode("utf-8"))
    nickname = aliran.readline().strip()
    if len(nickname) == 0:
        client.close()
        return
    print(f"Username {nickname}")
    with kunci:
        clients.append(client)
        nicknames.append(nickname)
    broadcast("{nickname} Bergabung!\n")
    client.sendall("Terkoneksi dengan Server!\n".encode("utf-8"))
    try:
        for line in aliran:
            broadcast(line)
    except OSError:
        pass
    finally:
        hapus_klien(client)
        client.close()


def receive():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((HOST, PORT))
    server.listen()
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,), daemon=True).start()


receive()
