import socket
import threading

HOST = "0.0.0.0"
PORT = 9090

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORT))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message)
        except OSError:
            pass


def handle(client):
    client.send("NICK".encode("utf-8"))
    nickname = client.recv(1024).decode("utf-8")
    if not nickname:
        client.close()
        return
    nicknames.append(nickname)
    clients.append(client)
    print(f"Username {nickname}")
    broadcast(f"{nickname} Bergabung!".encode("utf-8"))
    client.send("Terkoneksi dengan Server!".encode("utf-8"))
    while True:
        try:
            message = client.recv(1024)
            if not message:
                raise ConnectionError
            broadcast(message)
        except OSError:
            index = clients.index(client)
            clients.pop(index)
            client.close()
            broadcast(f"{nicknames.pop(index)} keluar!".encode("utf-8"))
            break


def receive():
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,)).start()


print("Server telah jalan...")
receive()
