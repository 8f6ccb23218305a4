import socket

server_name = input("Masukkan Username: ")

sock = socket.socket()
sock.bind(("0.0.0.0", 12345))
sock.listen()
client, _ = sock.accept()

client_name = client.recv(1024).decode()
print(f"{client_name} sudah terhubung.")
client.sendall(server_name.encode())

while True:
    pesan = client.recv(1024).decode()
    if not pesan:
        break
    print(f"{server_name} : {pesan}")

print("Klien pergi")
client.close()
