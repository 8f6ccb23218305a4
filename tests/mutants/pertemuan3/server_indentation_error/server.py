import socket

username = input("Masukkan Username: ")
server = socket.socket()
server.bind(("", 12345))
server.listen(1)
client, addr = server.accept()
nama = client.recv(1024).decode()
print(f"{nama} sudah terhubung.")
client.send(username.encode())

while True:
data = client.recv(1024)
if not data:
    break
print(f"{nama} : {data.decode()}")

client.close()
