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
            client.sendall(message)
        except OSError:
            pass


def handle(client):
    sisa = b''
    while True:
        try:
            data = client.recv(1024)
        except OSError:
            data = b''
        if not data:
            index = clients.index(client)
            clients.remove(client)
            client.close()
            nickname = nicknames.pop(index)
            broadcast(f'{nickname} keluar!\n'.encode('utf-8'))
            break
        sisa += data
        while b'\n' in sisa:
            message, sisa = sisa.split(b'\n', 1)
            broadcast(message + b'\n')


def receive():
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {str(address)}")

        client.send('NICK\n'.encode('utf-8'))
        nickname = client.recv(1024).decode('utf-8').strip()
        nicknames.append(nickname)
        clients.append(client)

        print(f"Username {nickname}")
        broadcast(f"{nickname} Bergabung!\n".encode('utf-8'))
        client.send('Terkoneksi dengan Server!\n'.encode('utf-8'))

        thread = threading.Thread(target=handle, args=(client,))
        thread.start()


print("Server berjalan...")
receive()
