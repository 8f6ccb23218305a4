import socket

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("", 5005))
while True:
    data, address = server.recvfrom(1024)
    server.sendto(b"NICK", address)
