import socket

PORT = 12345

username = input("Masukkan Username: ")
server = socket.create_server(("", PORT))
conn, addr = server.accept()

nama_klien = conn.recv(1024).decode("utf-8")
print(f"{nama_klien} sudah terhubung.")
conn.sendall(username.encode("utf-8"))

data = conn.recv(1024)
while data:
    print(f"{nama_klien} : {data.decode('utf-8')}")
    data = conn.recv(1024)

print(f"{nama_client} sudah pergi.")
conn.close()
server.close()
