import socket

HOST = '0.0.0.0'
PORT = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message)
        except OSError:
            pass


def handle(client):
    client.send('NICK\n'.encode('utf-8'))
    f = client.makefile('rb')
    nickname = f.readline().decode('utf-8').strip()
    clients.append(client)
    nicknames.append(nickname)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
    for line in f:
        broadcast(line)
    clients.remove(client)
    nicknames.remove(nickname)
    broadcast(f'{nickname} keluar!\n'.encode('utf-8'))


def receive():
    while True:
        client, address = server.accept()
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()
        print(f'Terhubung dengan {str(address)}')


receive()
