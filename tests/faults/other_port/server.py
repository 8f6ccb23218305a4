import socket

server = socket.create_server(("", 5055))
while True:
    client, address = server.accept()
    client.sendall(b"NICK\n")
