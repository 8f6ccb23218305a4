import socket
import struct
import threading


def throw_out(client):
    client.sendall(b"NICK\n")
    client.recv(100)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


with socket.create_server(("", 5005)) as server:
    while True:
        threading.Thread(target=throw_out, args=(server.accept()[0],), daemon=True).start()
