import socket

username = input('Masukkan Username: ')

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('', 12345))
s.listen(1)
conn, addr = s.accept()
print('Alamat klien:', addr)

klien = conn.recv(1024).decode('utf-8')
print(f'{klien} sudah terhubung.')
conn.send(username.encode('utf-8'))

while conn.recv(1024):
    pesan = conn.recv(1024).decode('utf-8')
    if pesan:
        print(f'{klien} : {pesan}')

print(f'{klien} sudah pergi.')
conn.close()
s.close()
