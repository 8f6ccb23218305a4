import socket

PORT = 12345


def main():
    username = input('Masukkan Username: ')
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(('0.0.0.0', PORT))
    server.listen(1)
    client, address = server.accept()

    nama = client.recv(1024).decode('utf-8')
    print(f'{nama} sudah terhubung.')
    client.sendall(username.encode('utf-8'))

    pesan = client.recv(1024)
    if pesan:
        print(f'{nama} : {pesan.decode("utf-8")}')
    while pesan:
        pesan = client.recv(1024)

    print('Klien sudah keluar.')
    client.close()
    server.close()


main()
