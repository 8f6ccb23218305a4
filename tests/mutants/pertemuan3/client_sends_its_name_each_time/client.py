import socket
import sys

PORT = 12345


def kirim(sock, teks):
    sock.sendall(teks.encode('utf-8'))


host = input('Masukkan alamat IP Server: ')
username = input('Masukkan username: ')

sock = socket.socket()
try:
    sock.connect((host, PORT))
except OSError as e:
    sys.exit(f'Koneksi gagal: {e}')

kirim(sock, username)
print(f"{sock.recv(1024).decode('utf-8')} Telah bergabung...")

while True:
    try:
        pesan = input('pesan : ')
    except EOFError:
        print('Sampai jumpa')
        break
    kirim(sock, username)

sock.close()
