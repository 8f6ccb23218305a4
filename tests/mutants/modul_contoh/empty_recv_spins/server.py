import socket
import threading

HOST = ''
PORT = 5005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORT))
server.listen()

clients = []
nicknames = []


# kirim pesan ke semua klien
def broadcast(message):
    for client in clients[:]:
        try:
            client.send(message)
        except:
            continue


def handle(client):
    buffer = b''
    while True:
        try:
            buffer += client.recv(1024)
            while b'\n' in buffer:
                baris, buffer = buffer.split(b'\n', 1)
                broadcast(baris + b'\n')
        except:
            # klien terputus
            index = clients.index(client)
            clients.remove(client)
            client.close()
            nickname = nicknames[index]
            nicknames.remove(nickname)
            broadcast(f'{nickname} keluar!\n'.encode())
            break


def masuk(client):
    client.send('NICK\n'.encode())
    nickname = client.recv(1024).decode('utf-8').strip()
    print(f'Username {nickname}')
    nicknames.append(nickname)
    clients.append(client)
    broadcast(f'{nickname} Bergabung!\n'.encode())
    client.send('Terkoneksi dengan Server!\n'.encode())
    handle(client)


def receive():
    while True:
        client, address = server.accept()
        print(f'Terhubung dengan {str(address)}')
        threading.Thread(target=masuk, args=(client,), daemon=True).start()


receive()
