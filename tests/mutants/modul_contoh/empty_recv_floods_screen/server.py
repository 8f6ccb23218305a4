import socket
import threading

server = socket.socket()
server.bind(('0.0.0.0', 5005))
server.listen(100)
print('[SERVER] menunggu klien...')

anggota = {}   # socket -> nama


def broadcast(teks):
    for s in list(anggota):
        try:
            s.send(f'{teks}\n'.encode('utf-8'))
        except Exception:
            pass


def handle(conn, addr):
    conn.send(b'NICK\n')
    nama = conn.recv(1024).decode('utf-8').strip()
    print(f'Username {nama}')
    anggota[conn] = nama
    broadcast(f'{nama} Bergabung!')
    conn.send(b'Terkoneksi dengan Server!\n')

    tampung = b''
    try:
        while True:
            data = conn.recv(1024)
            print(f'[{nama}] {data}')
            tampung = tampung + data
            potongan = tampung.split(b'\n')
            tampung = potongan.pop()
            for p in potongan:
                broadcast(p.decode('utf-8', errors='replace'))
    except ConnectionError:
        del anggota[conn]
        conn.close()
        broadcast(f'{nama} keluar!')


def receive():
    while True:
        conn, addr = server.accept()
        print(f'Terhubung dengan {addr}')
        t = threading.Thread(target=handle, args=(conn, addr))
        t.daemon = True
        t.start()


receive()
