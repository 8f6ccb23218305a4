import socket

HOST = ''
PORT = 12345

username = input('Masukkan Username: ')

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORT))
server.listen(1)

client, address = server.accept()
client.send(username.encode('utf-8'))
nama = client.recv(1024).decode('utf-8')
print(f'{nama} sudah terhubung.')

while True:
    try:
        pesan = client.recv(1024).decode('utf-8')
    except ConnectionError:
        pesan = ''
    if not pesan:
        print(f'{nama} sudah keluar.')
        break
    print(f'{nama} : {pesan}')

client.close()
server.close()
