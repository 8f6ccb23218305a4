import socket
import threading

clients = []
nicknames = []


def terima(sock):
    """Satu baris tanpa \\n; None kalau klien sudah pergi."""
    baris = bytearray()
    try:
        while True:
            satu = sock.recv(1)
            if satu == b'':
                return None
            if satu == b'\n':
                return bytes(baris)
            baris += satu
    except ConnectionError:
        return None


def broadcast(pesan):
    for sock in clients[:]:
        try:
            sock.sendall(pesan + b'\n')
        except OSError:
            pass


def handle(sock):
    sock.sendall(b'NICK\n')
    nama = terima(sock)
    if not nama:
        sock.close()
        return
    nama = nama.strip()
    print('Username ' + nama.decode('utf-8', 'replace'))
    clients.append(sock)
    nicknames.append(nama)
    broadcast(nama + b' Bergabung!')
    sock.sendall(b'Terkoneksi dengan Server!\n')
    pesan = terima(sock)
    while pesan is not None:
        broadcast(pesan)
        pesan = terima(sock)
    nomor = clients.index(sock)
    del clients[nomor]
    del nicknames[nomor]
    sock.close()
    broadcast(nama + b' keluar!')


def receive():
    server = socket.socket()
    server.bind(('', 5005))
    server.listen(64)
    while True:
        sock, alamat = server.accept()
        print('Terhubung dengan ' + str(alamat))
        threading.Thread(target=handle, args=(sock,)).start()


receive()
