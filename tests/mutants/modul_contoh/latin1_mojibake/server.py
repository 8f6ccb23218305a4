import socket
import threading

IP = '0.0.0.0'
PORT = 5005

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.bind((IP, PORT))
sock.listen(30)

clients = []
nicknames = []


def broadcast(text):
    for c in clients[:]:
        try:
            c.sendall(text.encode('utf-8'))
        except OSError:
            pass


def handle(c):
    c.sendall('NICK\n'.encode('utf-8'))
    f = c.makefile('r', encoding='latin-1', newline='\n')
    nick = f.readline().strip()
    print('Username', nick)
    clients.append(c)
    nicknames.append(nick)
    broadcast('%s Bergabung!\n' % nick)
    c.sendall('Terkoneksi dengan Server!\n'.encode('utf-8'))
    try:
        line = f.readline()
        while line != '':
            broadcast(line)
            line = f.readline()
    except OSError:
        print(nick, 'terputus')
    nomor = clients.index(c)
    del clients[nomor], nicknames[nomor]
    c.close()
    broadcast('%s keluar!\n' % nick)


def receive():
    while True:
        c, a = sock.accept()
        print('Terhubung dengan', a)
        threading.Thread(target=handle, args=(c,)).start()


receive()
