import os
import socket
import threading

print('#' * 30)
client = socket.create_connection(('127.0.0.1', 5005))
print('Tersambung!')
file = client.makefile('r', encoding='utf-8', errors='replace')
percobaan = 0
jumlah = 0
diterima = threading.Event()
ditanya = threading.Event()


def receive():
    global jumlah
    for line in file:
        line = line.rstrip('\n')
        if line == 'NICK':
            ditanya.set()
            continue
        jumlah += 1
        print(f'#{jumlah} {line}')
        if line == 'Terkoneksi dengan Server!':
            diterima.set()
            ditanya.set()
    print(f'Terjadi kesalahan! {jumlah} pesan diterima.', flush=True)
    os._exit(1)


threading.Thread(target=receive, daemon=True).start()
try:
    while True:
        ditanya.wait()
        ditanya.clear()
        if diterima.is_set():
            break
        percobaan += 1
        nickname = input(f'[percobaan {percobaan}] Masukkan username: ')
        client.sendall((nickname + '\n').encode('utf-8'))
        print('(nama dikirim, menunggu jawaban server)')
    while True:
        text = input('>> ')
        client.sendall(f'{nickname}: {text}\n'.encode('utf-8'))
        print('(terkirim)')
except EOFError:
    print('Dadah!')
