import socket

HOST = '0.0.0.0'
PORT = 12345

server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server_socket.bind((HOST, PORT))
server_socket.listen(1)
print('Server berjalan di port', PORT)

username = input('Masukkan Username: ')

client_socket, addr = server_socket.accept()
nama_client = client_socket.recv(1024).decode('utf-8')
print(nama_client, 'sudah terhubung.')
client_socket.send(username.encode('utf-8'))

while True:
    try:
        data = client_socket.recv(1024)
    except ConnectionError:
        break
    if not data:
        break
    print(nama_client, ':', data.decode('utf-8'))

print('Client sudah keluar.')
client_socket.close()
server_socket.close()
