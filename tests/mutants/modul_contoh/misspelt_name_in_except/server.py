import socket
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('', 5005))
server.listen()

clients = []
nicknames = []


def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message.encode('utf-8'))
        except OSError:
            pass


def handle(client):
    client.send('NICK\n'.encode('utf-8'))
    nickname = client.recv(1024).decode('utf-8').strip()
    print(f'Username {nickname}')
    clients.append(client)
    nicknames.append(nickname)
    broadcast(f'{nickname} Bergabung!\n')
    client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))

    buffer = b''
    while True:
        try:
            data = client.recv(1024)
            if not data:
                clients.remove(client)
                nicknames.remove(nickname)
                client.close()
                broadcast(f'{nickname} keluar!\n')
                break
            buffer += data
            while b'\n' in buffer:
                message, buffer = buffer.split(b'\n', 1)
                broadcast(message.decode('utf-8') + '\n')
        except ConnectionResetError:
            clinets.remove(client)
            nicknames.remove(nickname)
            client.close()
            broadcast(f'{nickname} keluar!\n')
            break


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


receive()
