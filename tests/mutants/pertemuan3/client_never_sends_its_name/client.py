import socket
import sys

PORT = 12345

host = input("Masukkan alamat IP Server: ")
username = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    client.connect((host, PORT))
except OSError:
    print("Server tidak bisa dihubungi!")
    sys.exit(1)

server_name = client.recv(1024).decode("utf-8")
print(f"{server_name} Telah bergabung...")

while True:
    try:
        pesan = input("pesan : ")
    except EOFError:
        break
    client.send(pesan.encode("utf-8"))

client.close()
