import socket

HOST = ''
PORT = 5005

username = input('Masukkan Username: ')
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((HOST, PORT))
s.listen(1)
conn, addr = s.accept()
client = conn.recv(1024).decode('utf-8')
print(f'{client} sudah terhubung.')
conn.send(username.encode('utf-8'))
while True:
    data = conn.recv(1024)
    if not data:
        break
    print(f'{client} : {data.decode("utf-8")}')
print('Klien keluar.')
conn.close()
s.close()
