import socket

server = socket.create_server(("192.168.1.7", 5005))
while True:
    client, address = server.accept()
    client.sendall(b"NICK\n")
