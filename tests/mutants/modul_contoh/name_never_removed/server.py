import socket
import threading

PORT = 5005
lock = threading.Lock()
clients = []
nicknames = []


def kirim(sock, teks):
    try:
        sock.sendall((teks + '\n').encode('utf-8'))
    except OSError:
        pass


def broadcast(teks):
    with lock:
        for sock in clients:
            kirim(sock, teks)


def handle(sock):
    kirim(sock, 'NICK')
    with sock, sock.makefile('r', encoding='utf-8', errors='replace') as masuk:
        try:
            nama = masuk.readline().strip()
        except OSError:
            return
        if nama == '':
            return
        if nama in nicknames:
            kirim(sock, 'Username sudah dipakai!')
            return
        print(f'Username {nama}')
        nicknames.append(nama)
        with lock:
            clients.append(sock)
        broadcast(f'{nama} Bergabung!')
        kirim(sock, 'Terkoneksi dengan Server!')
        try:
            for baris in masuk:
                broadcast(baris.rstrip('\n'))
        except OSError:
            pass
        with lock:
            clients.remove(sock)
        broadcast(f'{nama} keluar!')


def receive():
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('', PORT))
    s.listen(50)
    while True:
        sock, addr = s.accept()
        print(f'Terhubung dengan {addr}')
        threading.Thread(target=handle, args=(sock,), daemon=True).start()


receive()
