import socket
import sys

PORT = 12345

alamat = input('Masukkan alamat IP Server: ')
username = input('Masukkan username: ')

client = socket.socket()
try:
    client.connect((alamat, PORT))
except OSError as err:
    sys.exit(f'Tidak dapat terhubung ke server: {err}')

client.sendall(username.encode('utf-8'))
server = client.recv(1024).decode('utf-8')
print(f'{server} Telah bergabung...')

try:
    pesan = input('pesan : ')
    client.sendall(pesan.encode('utf-8'))
    while pesan != 'exit':
        pesan = input('pesan : ')
except EOFError:
    print()
client.close()
