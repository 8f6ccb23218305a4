import socket
import threading


def mirror(client):
    while data := client.recv(4096):
        print(data.decode(errors="replace"))
        client.sendall(data)


name = input("Masukkan username: ")
with socket.create_connection(("127.0.0.1", 5005)) as client:
    threading.Thread(target=mirror, args=(client,), daemon=True).start()
    client.sendall(f"{name}\n".encode())
    while True:
        client.sendall((input(">> ") + "\n").encode())
