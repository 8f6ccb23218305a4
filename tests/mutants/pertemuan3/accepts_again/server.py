import socket

HOST = '0.0.0.0'
PORT = 12345

username = input('Masukkan Username: ')

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen()

while True:
    print('Menunggu klien...')
    client, address = server.accept()
    nickname = client.recv(1024).decode('utf-8')
    print(f'{nickname} sudah terhubung.')
    client.send(username.encode('utf-8'))
    while True:
        message = client.recv(1024).decode('utf-8')
        if not message:
            print(f'{nickname} keluar.')
            client.close()
            break
        print(f'{nickname} : {message}')
