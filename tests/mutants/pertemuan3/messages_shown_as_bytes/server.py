import socket

host = '0.0.0.0'
port = 12345

print(f'Server di {host}:{port}')
username = input('Masukkan Username: ')

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.bind((host, port))
sock.listen(1)

client, address = sock.accept()
name = client.recv(1024).decode('utf-8')
print(f'{name} sudah terhubung.')
client.sendall(username.encode('utf-8'))

while True:
    message = client.recv(1024)
    if not message:
        break
    print(f'{name} : {message}')

print(f'{name} pergi, server selesai')
client.close()
sock.close()
