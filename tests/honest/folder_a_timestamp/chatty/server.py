import datetime
import socket
import threading

HOST = ''
PORT = 5005

clients = []
nicknames = []
lock = threading.RLock()
total_pesan = 0


def log(teks):
    jam = datetime.datetime.now().strftime('%H:%M:%S')
    print(f'[{jam}] {teks}')


def broadcast(message):
    with lock:
        jam = datetime.datetime.now().strftime('%Y-%m-%d %H:%M:%S')
        message = f'[{jam}] {message}'
        for client in clients:
            kirim(client, message)


def kirim(client, message):
    try:
        client.sendall((message + '\n').encode('utf-8'))
    except OSError:
        pass


def statistik():
    with lock:
        log(f'{len(clients)} orang online, {total_pesan} pesan')
        broadcast(f'*** Sekarang ada {len(clients)} orang di sini ***')


def sambut(client, nickname):
    kirim(client, '=' * 40)
    kirim(client, f'Selamat datang, {nickname}!')
    kirim(client, 'Terkoneksi dengan Server!')
    with lock:
        kirim(client, 'Yang online: ' + ', '.join(nicknames))
    kirim(client, 'Riwayat pesan: (belum ada)')
    kirim(client, '=' * 40)


def handle(client):
    global total_pesan
    kirim(client, 'NICK')
    file = client.makefile('r', encoding='utf-8', errors='replace')
    try:
        nickname = file.readline().strip()
    except OSError:
        nickname = ''
    if not nickname:
        log('Klien pergi tanpa menyebut nama')
        file.close()
        client.close()
        return
    print(f'Username {nickname}')
    with lock:
        clients.append(client)
        nicknames.append(nickname)
        broadcast(f'{nickname} Bergabung!')
        sambut(client, nickname)
        statistik()
    try:
        for line in file:
            line = line.rstrip('\n')
            log(line)
            with lock:
                total_pesan += 1
                broadcast(line)
    except OSError as e:
        log(f'{nickname} terputus: {e}')
    with lock:
        i = clients.index(client)
        clients.pop(i)
        nicknames.pop(i)
        broadcast(f'{nickname} keluar!')
        statistik()
    file.close()
    client.close()


def receive(server):
    while True:
        client, address = server.accept()
        log(f'Terhubung dengan {address}')
        threading.Thread(target=handle, args=(client,), daemon=True).start()


def main():
    print('#' * 30)
    print('#   SERVER CHAT KELOMPOK 4   #')
    print('#' * 30)
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((HOST, PORT))
    server.listen(100)
    log(f'Mendengarkan di port {PORT}')
    receive(server)


main()
