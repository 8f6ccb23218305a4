"""Server obrolan: banyak klien, satu thread untuk setiap klien."""

import socket
import threading

HOST = ""  # semua alamat komputer ini
PORT = 9090

clients = []  # clients[i] adalah socket milik nicknames[i]
nicknames = []
lock = threading.Lock()  # kedua daftar dipakai bersama oleh semua thread


def broadcast(line):
    """Kirim satu baris ke semua klien yang sudah bergabung."""
    # TUGAS: kirim line, ditambah satu "\n", ke setiap socket di clients.
    # Pegang lock selama mengirim, supaya urutannya sama di semua layar.
    # Klien yang sudah pergi (OSError) tidak boleh membungkam yang lain.
    # BEGIN SOLUTION
    data = f"{line}\n".encode()
    with lock:
        for client in clients:
            try:
                client.sendall(data)
            except OSError:
                continue  # baru saja pergi; thread miliknya yang menghapusnya
    # END SOLUTION


def enter(client, nickname):
    """Catat klien yang baru, lalu beri tahu semua orang."""
    with lock:
        clients.append(client)
        nicknames.append(nickname)
    broadcast(f"{nickname} Bergabung!")
    with lock:  # jangan menyela baris yang sedang dikirim thread lain
        client.sendall(b"Terkoneksi dengan Server!\n")


def leave(client):
    """Hapus klien yang pergi dari kedua daftar, lalu beri tahu yang lain."""
    # TUGAS: cari tempat client di clients, hapus dari kedua daftar
    # (sambil memegang lock), lalu siarkan "<nama> keluar!".
    # BEGIN SOLUTION
    with lock:
        index = clients.index(client)
        clients.pop(index)
        nickname = nicknames.pop(index)
    broadcast(f"{nickname} keluar!")
    # END SOLUTION


def chat(client, lines):
    """Tanya nama klien, lalu siarkan setiap barisnya sampai ia pergi."""
    client.sendall(b"NICK\n")
    nickname = lines.readline().strip()
    if not nickname:
        return  # pergi sebelum menyebut nama
    print(f"Username {nickname}")
    try:
        enter(client, nickname)
        # TUGAS: siarkan setiap baris dari klien ini, tanpa "\n"-nya.
        # lines memberi satu baris utuh setiap kali, seperti isi berkas.
        # BEGIN SOLUTION
        for line in lines:
            broadcast(line.rstrip("\r\n"))
        # END SOLUTION
    finally:
        leave(client)


def handle(client):
    """Layani satu klien dari awal sampai akhir, di thread miliknya."""
    with client, client.makefile(encoding="utf-8", errors="replace") as lines:
        try:
            chat(client, lines)
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
    # create_server: buat socket, SO_REUSEADDR (kecuali di Windows), bind, listen
    with socket.create_server((HOST, PORT)) as server:
        print(f"Server telah jalan di port {PORT}")
        try:
            receive(server)
        except KeyboardInterrupt:
            print("\nServer berhenti.")


if __name__ == "__main__":
    main()
