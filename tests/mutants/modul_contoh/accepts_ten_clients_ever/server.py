import socket
import threading

host = '0.0.0.0'
port = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen(10)

clients = []
nicknames = []
threads = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message)
        except OSError:
            pass


def handle(client):
    client.send('NICK\n'.encode('utf-8'))
    buffer = b''
    nickname = None
    while True:
        try:
            data = client.recv(1024)
        except ConnectionError:
            break
        if not data:
            break
        buffer += data
        while b'\n' in buffer:
            line, buffer = buffer.split(b'\n', 1)
            if nickname is None:
                nickname = line.decode('utf-8').strip()
                clients.append(client)
                nicknames.append(nickname)
                print(f'Username {nickname}')
                broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
                client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
            else:
                broadcast(line + b'\n')
    if nickname:
        clients.remove(client)
        nicknames.remove(nickname)
        client.close()
        broadcast(f'{nickname} keluar!\n'.encode('utf-8'))


def receive():
    for i in range(10):
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


receive()
