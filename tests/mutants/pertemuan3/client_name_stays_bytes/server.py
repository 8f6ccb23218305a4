import socket

PORT = 12345

username = input("Masukkan Username: ")
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('', PORT))
server.listen(1)
print("Server aktif...")

client, address = server.accept()
client_name = client.recv(1024)
print(str(client_name) + " sudah terhubung.")
client.send(username.encode('utf-8'))

while True:
    message = client.recv(1024)
    if not message:
        break
    print(str(client_name) + " : " + message.decode('utf-8'))

print("Client memutuskan koneksi.")
client.close()
server.close()
