import socket
import threading

host = '0.0.0.0'
port = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((host, port))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in list(clients):
        try:
            client.send(message)
        except:
            pass


def handle(client, baca):
    while True:
        try:
            message = baca.readline()
            if not message:
                raise ConnectionError
            broadcast(message)
        except OSError:
            index = clients.index(client)
            clients.remove(client)
            client.close()
            nickname = nicknames[index]
            broadcast(f'{nickname} keluar!\n'.encode('utf-8'))
            nicknames.remove(nickname)
            break


def kenalan(client):
    client.send('NICK\n'.encode('utf-8'))
    baca = client.makefile('rb')
    nickname = baca.readline().decode('utf-8').strip()
    clients.append(client)
    print(f'Username {nickname}')
    broadcast(f'{nickname} Bergabung!\n'.encode('utf-8'))
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))
    handle(client, baca)


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=kenalan, args=(client,), daemon=True).start()


print('Server aktif')
receive()
