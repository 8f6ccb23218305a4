import socket

host, port = '', 12345
nama_server = input('Masukkan Username: ')

sock = socket.socket()
sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
sock.bind((host, port))
sock.listen(5)

koneksi, alamat = sock.accept()
print('Koneksi dari', alamat)
nama_client = koneksi.recv(1024).decode('utf-8')
print(nama_client + ' sudah terhubung.')
koneksi.send(nama_server.encode('utf-8'))

while True:
    try:
        pesan = koneksi.recv(1024).decode('utf-8')
        if pesan:
            print(nama_client + ' : ' + pesan)
    except KeyboardInterrupt:
        break

koneksi.close()
