import socket
import threading


def echo(client):
    client.sendall(b"NICK\n")
    while data := client.recv(4096):
        client.sendall(data)
        print(data.decode(errors="replace"))


with socket.create_server(("", 5005)) as server:
    while True:
        threading.Thread(target=echo, args=(server.accept()[0],), daemon=True).start()
