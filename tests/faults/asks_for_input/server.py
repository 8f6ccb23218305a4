import socket

port = int(input("Masukkan port: "))
server = socket.create_server(("", port))
while True:
    server.accept()
