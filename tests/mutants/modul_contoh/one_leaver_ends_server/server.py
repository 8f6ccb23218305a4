import selectors
import socket

selector = selectors.DefaultSelector()
clients = {}


def broadcast(data):
    for c in list(clients):
        if clients[c]['nama']:
            try:
                c.sendall(data)
            except OSError:
                pass


def receive():
    server = socket.socket()
    server.bind(('0.0.0.0', 5005))
    server.listen(100)
    selector.register(server, selectors.EVENT_READ)
    jalan = True
    while jalan:
        for key, _ in selector.select():
            sock = key.fileobj
            if sock is server:
                c, addr = server.accept()
                print(f'Terhubung dengan {addr}')
                clients[c] = {'nama': None, 'buf': b''}
                selector.register(c, selectors.EVENT_READ)
                c.sendall(b'NICK\n')
            elif not handle(sock):
                jalan = False
                break


def handle(c):
    try:
        data = c.recv(1024)
    except OSError:
        data = b''
    if not data:
        selector.unregister(c)
        del clients[c]
        return False
    info = clients[c]
    info['buf'] += data
    while b'\n' in info['buf']:
        line, info['buf'] = info['buf'].split(b'\n', 1)
        if info['nama'] is None:
            info['nama'] = line.decode('utf-8', 'replace').strip()
            print(f"Username {info['nama']}")
            broadcast(f"{info['nama']} Bergabung!\n".encode())
            c.sendall(b'Terkoneksi dengan Server!\n')
        else:
            broadcast(line + b'\n')
    return True


receive()
