import socket

PORT = 12345

host = input("Masukkan alamat IP Server: ")
username = input("Masukkan username: ")

client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    client_socket.connect((host, PORT))
except ConnectionRefusedError:
    print("Server belum dijalankan!")
    exit(1)

client_socket.send(username.encode("utf-8"))
server_username = client_socket.recv(1024).decode("utf-8")
print(f"{server_username} Telah bergabung...")

while True:
    try:
        message = input("pesan : ")
    except EOFError:
        client_socket.close()
        exit()
    client_socket.send(message.encode("utf-8"))
