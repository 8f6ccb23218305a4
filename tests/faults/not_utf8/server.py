# Server untuk café kampus
import socket

server = socket.create_server(("", 5005))
while True:
    server.accept()
