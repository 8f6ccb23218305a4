import socket
import sys

PORT = 5005

host = input("Masukkan alamat IP Server: ")
username = input("Masukkan username: ")

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    client.connect((host, PORT))
except OSError as error:
    print(f"Tidak bisa terhubung ke {host}: {error}")
    sys.exit(1)

client.send(username.encode("utf-8"))
print(f"{client.recv(1024).decode('utf-8')} Telah bergabung...")
try:
    while True:
        client.send(input("pesan : ").encode("utf-8"))
except EOFError:
    client.close()
