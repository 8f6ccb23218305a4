import os
import socket
import threading

host = '0.0.0.0'
port = 5005
admin_password = os.environ.get('ADMIN_PASSWORD')

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen()

clients = []
nicknames = []
rejected = []
lock = threading.Lock()


def send(client, text):
    try:
        client.sendall(f'{text}\n'.encode('utf-8'))
    except OSError:
        pass


def broadcast(text):
    with lock:
        for client in clients:
            send(client, text)


def kick(client, name):
    if name not in nicknames:
        send(client, f'{name} tidak ditemukan')
        return
    target = clients[nicknames.index(name)]
    send(target, 'Anda dikeluarkan oleh admin!')
    target.shutdown(socket.SHUT_RDWR)


def remove(client):
    with lock:
        index = clients.index(client)
        clients.pop(index)
        nickname = nicknames.pop(index)
    broadcast(f'{nickname} keluar!')


def handle(client):
    lines = client.makefile(encoding='utf-8', errors='replace')
    try:
        send(client, 'NICK')
        nickname = lines.readline().strip()
        if nickname == 'admin':
            send(client, 'PASS')
            password = lines.readline().strip()
            if not admin_password or password != admin_password:
                send(client, 'Password salah!')
                rejected.append(client)
                return
        if nickname:
            chat(client, nickname, lines)
    except OSError:
        pass
    finally:
        if client not in rejected:
            lines.close()
            client.close()


def chat(client, nickname, lines):
    with lock:
        nicknames.append(nickname)
        clients.append(client)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!')
    send(client, 'Terkoneksi dengan Server!')
    try:
        for line in lines:
            line = line.strip()
            if line == '/list':
                send(client, 'Online: ' + ', '.join(nicknames))
            elif line.startswith('/kick'):
                if nickname == 'admin':
                    kick(client, line[6:])
                else:
                    send(client, 'Hanya admin yang boleh /kick')
            else:
                broadcast(line)
    finally:
        remove(client)


while True:
    client, address = server.accept()
    print(f'Terhubung dengan {address}')
    threading.Thread(target=handle, args=(client,), daemon=True).start()
