import socket
import sys

PORT = 12345

host = input('Masukkan alamat IP Server: ')
username = input('Masukkan username: ')

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    client.connect((host, PORT))
except OSError:
    print('Maaf, server tidak dapat dihubungi.')
    sys.exit(1)

client.send(username)
server = client.recv(1024)
print(f'{server} Telah bergabung...')

while True:
    client.send(input('pesan : '))
