import socket

PORT = 12345

username = "Server " + socket.gethostname()

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("0.0.0.0", PORT))
server.listen(1)
print(username, "siap.")

client, addr = server.accept()
nama = client.recv(1024).decode("utf-8")
print(f"{nama} sudah terhubung.")
client.sendall(username.encode("utf-8"))

while True:
    try:
        data = client.recv(1024)
    except ConnectionResetError:
        data = b""
    if not data:
        print(f"{nama} sudah pergi.")
        break
    print(f"{nama} : {data.decode('utf-8')}")

client.close()
server.close()
