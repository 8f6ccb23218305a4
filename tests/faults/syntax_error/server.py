import socket

server = socket.socket()


def receive(:
    server.listen()


receive()
