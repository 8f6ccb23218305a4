import socket

PORT = 12345

print("IP Server:", socket.gethostbyname("localhost"))
username = input("Masukkan Username: ")

server = socket.socket()
server.bind(("", PORT))
server.listen()
print("Menunggu koneksi...")

client, address = server.accept()
nama = client.recv(1024).decode()
print("Klien sudah terhubung.")
client.send(username.encode())

while True:
    pesan = client.recv(1024).decode()
    if pesan == "":
        print("Sambungan diputus oleh klien.")
        break
    print(f"{nama} : {pesan}")

client.close()
server.close()
