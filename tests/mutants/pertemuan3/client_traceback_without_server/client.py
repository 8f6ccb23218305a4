import socket

host = input("Masukkan alamat IP Server: ")
port = 12345
username = input("Masukkan username: ")

client_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client_socket.connect((host, port))

client_socket.send(username.encode('utf-8'))
server_username = client_socket.recv(1024).decode('utf-8')
print(f"{server_username} Telah bergabung...")

try:
    while True:
        message = input("pesan : ")
        client_socket.send(message.encode('utf-8'))
except EOFError:
    client_socket.close()
