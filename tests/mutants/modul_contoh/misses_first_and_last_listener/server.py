import socket
import threading

HOST = ''
PORT = 5005
clients = []
nicknames = []


def kirim(client, pesan):
    try:
        client.sendall(pesan)
    except OSError:
        pass


def umumkan(pesan):
    for client in clients[:]:
        kirim(client, pesan.encode('utf-8'))


def broadcast(pengirim, pesan):
    kirim(pengirim, pesan)
    lain = [c for c in clients if c != pengirim]
    for i in range(1, len(lain) - 1):
        kirim(lain[i], pesan)


def handle(client):
    client.sendall('NICK\n'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print('Username ' + nickname)
    umumkan(nickname + ' Bergabung!\n')
    client.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
    buffer = b''
    while True:
        try:
            data = client.recv(1024)
        except OSError:
            break
        if data == b'':
            break
        buffer = buffer + data
        akhir = buffer.find(b'\n')
        while akhir >= 0:
            broadcast(client, buffer[:akhir + 1])
            buffer = buffer[akhir + 1:]
            akhir = buffer.find(b'\n')
    nomor = clients.index(client)
    clients.pop(nomor)
    nicknames.pop(nomor)
    client.close()
    umumkan(nickname + ' keluar!\n')


def receive():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind((HOST, PORT))
    server.listen(5)
    while True:
        client, address = server.accept()
        print('Terhubung dengan ' + str(address))
        threading.Thread(target=handle, args=(client,)).start()


receive()
