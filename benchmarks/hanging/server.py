"""A server that hangs: it takes every client in, never says NICK and never answers."""

import socket
import threading

HOST = ""
PORT = 5005


def handle(client):
    while client.recv(1024):
        pass


def main():
    with socket.create_server((HOST, PORT)) as server:
        print(f"Server mendengarkan di port {PORT}")
        while True:
            client, _ = server.accept()
            threading.Thread(target=handle, args=(client,), daemon=True).start()


if __name__ == "__main__":
    main()
