import socket
import time

PORT = 12345

host = input("Masukkan alamat IP Server: ")
username = input("Masukkan username: ")

while True:
    try:
        client = socket.create_connection((host, PORT))
        break
    except OSError:
        print("Server belum siap, mencoba lagi...")
        time.sleep(0.2)

client.sendall(username.encode("utf-8"))
nama_server = client.recv(1024).decode("utf-8")
print(f"{nama_server} Telah bergabung...")

try:
    while True:
        client.sendall(input("pesan : ").encode("utf-8"))
except EOFError:
    client.close()
