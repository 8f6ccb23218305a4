import socket

server = socket.create_server(("::1", 5005), family=socket.AF_INET6)
while True:
    client, address = server.accept()
    client.sendall(b"NICK\n")
