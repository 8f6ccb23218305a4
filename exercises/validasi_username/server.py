"""Server obrolan yang memeriksa nama: tidak kosong, dan tidak dipakai dua kali."""

import socket
import threading

HOST = ""  # semua alamat komputer ini
PORT = 5005

clients = []  # clients[i] adalah socket milik nicknames[i]
nicknames = []
lock = threading.Lock()  # kedua daftar dipakai bersama oleh semua thread


def broadcast(line):
    """Kirim satu baris ke semua klien yang sudah bergabung."""
    data = f"{line}\n".encode()
    with lock:
        for client in clients:
            try:
                client.sendall(data)
            except OSError:
                continue  # baru saja pergi; thread miliknya yang menghapusnya


def enter(client, nickname):
    """Catat klien dengan nama ini; hasilnya alasan penolakan, "" kalau diterima."""
    # TUGAS: tolak nama kosong, dan nama yang sudah dipakai (huruf besar dan
    # kecil sama saja). Periksa dan catat di dalam satu "with lock:".
    # BEGIN SOLUTION
    with lock:
        if not nickname:
            return "Username tidak boleh kosong!"
        if nickname.casefold() in [other.casefold() for other in nicknames]:
            return "Username sudah dipakai!"
        clients.append(client)
        nicknames.append(nickname)
    # END SOLUTION
    return ""


def login(client, lines):
    """Tanya NICK sampai nama diterima; hasilnya nama itu, "" kalau klien pergi."""
    client.sendall(b"NICK\n")
    for line in lines:
        nickname = line.strip()
        # TUGAS: panggil enter. Tidak ada alasan: kembalikan nickname.
        # Ada: kirim alasan itu sebagai satu baris, lalu "NICK" sekali lagi.
        # BEGIN SOLUTION
        reason = enter(client, nickname)
        if not reason:
            return nickname
        client.sendall(f"{reason}\nNICK\n".encode())
        # END SOLUTION
    return ""


def leave(client):
    """Hapus klien yang pergi dari kedua daftar, lalu beri tahu yang lain."""
    with lock:
        index = clients.index(client)
        clients.pop(index)
        nickname = nicknames.pop(index)
    broadcast(f"{nickname} keluar!")


def chat(client, nickname, lines):
    """Umumkan klien yang namanya diterima, lalu siarkan setiap barisnya."""
    try:
        print(f"Username {nickname}")
        broadcast(f"{nickname} Bergabung!")
        with lock:  # jangan menyela baris yang sedang dikirim thread lain
            client.sendall(b"Terkoneksi dengan Server!\n")
        for line in lines:
            broadcast(line.rstrip("\r\n"))
    finally:
        leave(client)


def handle(client):
    """Layani satu klien dari awal sampai akhir, di thread miliknya."""
    with client, client.makefile(encoding="utf-8", errors="replace") as lines:
        try:
            nickname = login(client, lines)
            if nickname:
                chat(client, nickname, lines)
        except OSError:
            return  # sambungan putus mendadak: sama saja dengan keluar


def receive(server):
    """Terima klien satu demi satu; setiap klien mendapat thread sendiri."""
    while True:
        client, address = server.accept()
        # baris pendek pun dikirim sekarang juga
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,), daemon=True).start()


def main():
    with socket.create_server((HOST, PORT)) as server:
        print(f"Server mendengarkan di port {PORT}")
        try:
            receive(server)
        except KeyboardInterrupt:
            print("\nServer berhenti.")


if __name__ == "__main__":
    main()
