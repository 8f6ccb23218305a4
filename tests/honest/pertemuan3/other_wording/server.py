import socket

port = 12345
print('=== CHAT SERVER ===')
print('alamat: 127.0.0.1, port:', port)
saya = input('Nama server: ')

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('0.0.0.0', port))
s.listen(1)
print('Tunggu sebentar, belum ada yang datang')

k, alamat = s.accept()
dia = k.recv(1024).decode('utf-8').strip()
print(f'>> {dia} sudah terhubung dari {alamat[0]}, selamat mengobrol!')
k.send(saya.encode('utf-8'))

try:
    while True:
        isi = k.recv(1024)
        if isi == b'':
            break
        print(f'   {dia} : {isi.decode("utf-8").strip()}')
except ConnectionResetError:
    pass

print('Obrolan selesai karena', dia, 'menutup programnya')
k.close()
s.close()
