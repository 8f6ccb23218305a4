import socket
import sys

print('=== CHAT CLIENT ===')
ip = input('IP server? ')
saya = input('Nama? ')

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((ip, 12345))
except OSError:
    print('Waduh, servernya tidak ada. Nyalakan dulu server.py ya.')
    sys.exit(2)

s.send(saya.encode('utf-8'))
dia = s.recv(1024).decode('utf-8').strip()
print(f'>> {dia} telah bergabung, silakan mengetik')
while True:
    try:
        s.send(input('> ').encode('utf-8'))
    except EOFError:
        break
s.close()
print('Dadah')
