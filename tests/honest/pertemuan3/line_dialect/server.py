import socket

HOST = ''
PORT = 12345


def baris_dari(conn):
    buffer = b''
    while True:
        try:
            data = conn.recv(1024)
        except ConnectionError:
            return
        if not data:
            return
        buffer += data
        while b'\n' in buffer:
            baris, buffer = buffer.split(b'\n', 1)
            yield baris.decode('utf-8', errors='replace').strip()


username = input('Masukkan Username: ')
server = socket.create_server((HOST, PORT))
conn, addr = server.accept()
baris = baris_dari(conn)
nama = next(baris, '(tanpa nama)')
print(f'{nama} sudah terhubung.')
try:
    conn.sendall(f'{username}\n'.encode('utf-8'))
except ConnectionError:
    pass
for pesan in baris:
    print(f'{nama} : {pesan}')
print(f'{nama} sudah pergi.')
conn.close()
server.close()
