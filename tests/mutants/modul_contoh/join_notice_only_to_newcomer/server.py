import socket
import threading


def broadcast(pesan):
    for c in clients[:]:
        kirim(c, pesan)


def kirim(c, pesan):
    try:
        c.sendall(pesan.encode() + b'\n')
    except OSError:
        pass


def sambut(c, nama):
    kirim(c, f'{nama} Bergabung!')
    kirim(c, 'Terkoneksi dengan Server!')


def pamit(c):
    i = clients.index(c)
    clients.pop(i)
    nama = nicknames.pop(i)
    c.close()
    broadcast(f'{nama} keluar!')


def handle(c):
    kirim(c, 'NICK')
    nama = c.recv(100).decode().strip()
    if not nama:
        c.close()
        return
    clients.append(c)
    nicknames.append(nama)
    print(f'Username {nama}')
    sambut(c, nama)
    antrian = b''
    while True:
        try:
            data = c.recv(4096)
        except ConnectionError:
            data = b''
        if not data:
            return pamit(c)
        antrian += data
        semua = antrian.split(b'\n')
        antrian = semua.pop()
        for baris in semua:
            broadcast(baris.decode('utf-8', 'replace'))


def receive():
    while True:
        c, addr = server.accept()
        print(f'Terhubung dengan {addr}')
        threading.Thread(target=handle, args=(c,), daemon=True).start()


clients = []
nicknames = []
server = socket.socket()
server.bind(('', 5005))
server.listen(40)
receive()
