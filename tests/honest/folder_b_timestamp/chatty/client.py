import os
import socket
import threading

print('#' * 30)
print('#   KLIEN CHAT KELOMPOK 4    #')
print('#' * 30)
nickname = input('Masukkan username: ')
print('Menyambung ke 127.0.0.1:5005 ...')
client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 5005))
print('Tersambung! Ketik pesan lalu Enter.')


def receive():
    jumlah = 0
    with client.makefile('r', encoding='utf-8', errors='replace') as file:
        for line in file:
            line = line.rstrip('\n')
            if line == 'NICK':
                client.sendall((nickname + '\n').encode('utf-8'))
                print('(nama sudah dikirim)')
            else:
                jumlah += 1
                print(f'#{jumlah} {line}')
    print(f'Terjadi kesalahan! {jumlah} pesan diterima.', flush=True)
    os._exit(1)


def write():
    try:
        while True:
            text = input('>> ')
            client.sendall(f'{nickname}: {text}\n'.encode('utf-8'))
            print('(terkirim)')
    except EOFError:
        print('Dadah!')


threading.Thread(target=receive, daemon=True).start()
write()
