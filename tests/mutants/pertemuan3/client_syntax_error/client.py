import socket

host = input("Masukkan alamat IP Server: "
username = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((host, 12345))
client.send(username.encode("utf-8"))
server_name = client.recv(1024).decode("utf-8")
print(f"{server_name} Telah bergabung...")

while True:
    pesan = input("pesan : ")
    client.send(pesan.encode("utf-8"))
