import datetime
import socket
import threading

PORT = 5005

clients = []
nicknames = []
lock = threading.RLock()
ditolak = 0


def log(teks):
    print(f'[{datetime.datetime.now():%H:%M:%S}] {teks}')


def kirim(client, message):
    try:
        client.sendall((message + '\n').encode('utf-8'))
    except OSError:
        pass


def broadcast(message):
    with lock:
        for client in clients:
            kirim(client, message)


def statistik():
    log(f'{len(clients)} orang online, {ditolak} nama ditolak')
    broadcast(f'*** Sekarang ada {len(clients)} orang di sini ***')


def tolak(client, alasan):
    global ditolak
    ditolak += 1
    log(f'ditolak: {alasan}')
    kirim(client, '-' * 40)
    kirim(client, alasan)
    kirim(client, 'Yang sudah dipakai: ' + ', '.join(nicknames))
    kirim(client, '-' * 40)
    kirim(client, 'NICK')


def daftar(client, nickname):
    with lock:
        if nickname == '':
            tolak(client, 'Username tidak boleh kosong!')
        elif nickname.casefold() in map(str.casefold, nicknames):
            tolak(client, f'Username sudah dipakai! Coba {nickname}_1 atau {nickname}_2.')
        else:
            clients.append(client)
            nicknames.append(nickname)
            broadcast(f'{nickname} Bergabung!')
            kirim(client, f'Selamat bergabung, {nickname}!')
            kirim(client, 'Terkoneksi dengan Server!')
            statistik()
            return True
    return False


def handle(client):
    nickname = ''
    kirim(client, '*** Aturan: satu orang satu nama ***')
    kirim(client, 'NICK')
    file = client.makefile('r', encoding='utf-8', errors='replace')
    try:
        for line in file:
            line = line.rstrip('\r\n')
            if nickname:
                log(line)
                broadcast(line)
            elif daftar(client, line.strip()):
                nickname = line.strip()
                log(f'Username {nickname}')
    except OSError as e:
        log(f'terputus: {e}')
    with lock:
        if client in clients:
            i = clients.index(client)
            clients.pop(i)
            nicknames.pop(i)
            broadcast(f'{nickname} keluar!')
            statistik()
    file.close()
    client.close()


server = socket.create_server(('', PORT))
log(f'Mendengarkan di port {PORT}')
while True:
    client, address = server.accept()
    log(f'Terhubung dengan {address}')
    threading.Thread(target=handle, args=(client,), daemon=True).start()
