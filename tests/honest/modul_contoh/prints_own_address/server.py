import socket
import threading

PORT = 5005


def ip_lan():
    """Alamat yang dipakai ke luar; tidak ada yang benar-benar dikirim."""
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        s.connect(("8.8.8.8", 80))
        return s.getsockname()[0]
    except OSError:
        return "127.0.0.1"
    finally:
        s.close()


hostname = socket.gethostname()
print("Nama komputer :", hostname)
print("IP komputer   :", socket.gethostbyname(hostname))
print("IP LAN        :", ip_lan())
print("Port          :", PORT)

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("", PORT))
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
    client.sendall(b"NICK\n")
    masuk = client.makefile("rb")
    nickname = masuk.readline().decode("utf-8", "replace").strip()
    if not nickname:
        return
    clients.append(client)
    nicknames.append(nickname)
    print("Username", nickname)
    broadcast(f"{nickname} Bergabung!\n".encode())
    try:
        client.sendall(b"Terkoneksi dengan Server!\n")
        for message in masuk:
            broadcast(message)
    except OSError:
        pass
    i = clients.index(client)
    clients.pop(i)
    nicknames.pop(i)
    broadcast(f"{nickname} keluar!\n".encode())


def receive():
    while True:
        client, address = server.accept()
        print("Terhubung dengan", address)
        threading.Thread(target=handle, args=(client,)).start()


receive()
