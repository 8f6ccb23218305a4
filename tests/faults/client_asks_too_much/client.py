import socket

nickname = input("Masukkan username: ")
password = input("Masukkan password: ")
client = socket.create_connection(("127.0.0.1", 5005))
while True:
    print(client.recv(1024).decode())
