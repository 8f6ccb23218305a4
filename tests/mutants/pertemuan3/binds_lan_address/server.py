import socket

IP = "192.168.43.112"
PORT = 12345

print("IP Server:", IP)
username = input("Masukkan Username: ")

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((IP, PORT))
server.listen(1)
print("Menunggu client...")

client, addr = server.accept()
client_name = client.recv(1024).decode("utf-8")
print(f"{client_name} sudah terhubung.")
client.send(username.encode("utf-8"))

while True:
    data = client.recv(1024)
    if not data:
        print(f"{client_name} sudah keluar.")
        break
    print(f"{client_name} : {data.decode('utf-8')}")

client.close()
server.close()
