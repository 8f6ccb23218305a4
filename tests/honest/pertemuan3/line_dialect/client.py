import socket
import sys

PORT = 12345

host = input('Masukkan alamat IP Server: ')
username = input('Masukkan username: ')
try:
    client = socket.create_connection((host, PORT))
except OSError as error:
    sys.exit(f'Server tidak bisa dihubungi: {error}')

client.sendall(f'{username}\n'.encode('utf-8'))
server = client.recv(1024).decode('utf-8').strip()
print(f'{server} Telah bergabung...')
try:
    while True:
        pesan = input('pesan : ')
        client.sendall(f'{pesan}\n'.encode('utf-8'))
except (EOFError, KeyboardInterrupt):
    print('\nSelesai.')
except ConnectionError:
    print('\nServer sudah pergi.')
client.close()
