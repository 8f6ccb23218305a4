import socket
import threading

HOST, PORT = '', 5005

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((HOST, PORT))
s.listen(20)

clients = []


def broadcast(msg):
    print(msg)
    for c in clients:
        try:
            c.send((msg + '\n').encode('utf8'))
        except OSError:
            pass


def handle(c):
    c.send('NICK\n'.encode('utf8'))
    nickname = c.recv(1024).decode('utf8').strip()
    print('Username', nickname)
    clients.append(c)
    broadcast(nickname + ' Bergabung!')
    c.send('Terkoneksi dengan Server!\n'.encode('utf8'))
    sisa = b''
    while True:
        try:
            data = c.recv(2048)
        except OSError:
            data = b''
        if not data:
            break
        sisa += data
        while b'\n' in sisa:
            baris, sisa = sisa.split(b'\n', 1)
            broadcast(baris.decode('utf8'))
    broadcast_keluar(c, nickname)


def broadcast_keluar(c, nickname):
    for lain in clients:
        if lain != c:
            try:
                lain.send((nickname + ' keluar!\n').encode('utf8'))
            except OSError:
                pass


def receive():
    while 1:
        c, addr = s.accept()
        print('Terhubung dengan', addr)
        threading.Thread(target=handle, args=(c,), daemon=True).start()


receive()
