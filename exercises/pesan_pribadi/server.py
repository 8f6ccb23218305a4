"""Server obrolan dengan pesan pribadi: /pm <nama> <teks> sampai ke satu orang saja."""

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


def tell(client, line):
    """Kirim satu baris ke satu klien saja; False kalau ia baru saja pergi."""
    try:
        with lock:  # jangan menyela baris yang sedang dikirim thread lain
            client.sendall(f"{line}\n".encode())
    except OSError:
        return False
    return True


def find(name):
    """Cari socket milik nama ini; None kalau tidak ada yang bernama begitu."""
    # TUGAS: sambil memegang lock, cari name di nicknames. Kalau ada,
    # kembalikan socket di tempat yang sama di clients.
    # BEGIN SOLUTION
    with lock:
        if name in nicknames:
            return clients[nicknames.index(name)]
    # END SOLUTION
    return None


def private_message(sender, nickname, line):
    """Kerjakan "/pm <nama> <teks>" dari nickname; sender adalah socketnya."""
    # TUGAS: potong line menjadi "/pm", nama, dan teks; teksnya tetap utuh.
    # Kirim "[PM dari <nickname>] <teks>" kepada nama itu saja. Jawab sender
    # dengan tell: sudah terkirim, namanya tidak ada, atau cara memakainya.
    # BEGIN SOLUTION
    parts = line.split(maxsplit=2)
    if len(parts) < 3:
        tell(sender, "Cara pakai: /pm <nama> <teks>")
        return
    _, name, text = parts
    target = find(name)
    if target is not None and tell(target, f"[PM dari {nickname}] {text}"):
        tell(sender, f"PM untuk {name} terkirim.")
    else:
        tell(sender, f"Tidak ada yang bernama {name} di sini.")
    # END SOLUTION


def command(client, nickname, line):
    """Kerjakan satu perintah; jawabannya hanya untuk yang memberi perintah."""
    if line.split()[0] == "/pm":
        private_message(client, nickname, line)
    else:
        tell(client, f"Perintah tidak dikenal: {line}")


def enter(client, nickname):
    """Catat klien yang baru, lalu beri tahu semua orang."""
    with lock:
        clients.append(client)
        nicknames.append(nickname)
    broadcast(f"{nickname} Bergabung!")
    tell(client, "Terkoneksi dengan Server!")


def leave(client):
    """Hapus klien yang pergi dari kedua daftar, lalu beri tahu yang lain."""
    with lock:
        index = clients.index(client)
        clients.pop(index)
        nickname = nicknames.pop(index)
    broadcast(f"{nickname} keluar!")


def chat(client, lines):
    """Tanya nama klien, lalu siarkan atau kerjakan setiap barisnya sampai ia pergi."""
    client.sendall(b"NICK\n")
    nickname = lines.readline().strip()
    if not nickname:
        return  # pergi sebelum menyebut nama
    print(f"Username {nickname}")
    try:
        enter(client, nickname)
        for line in lines:
            line = line.rstrip("\r\n")
            # TUGAS: baris yang diawali "/" adalah perintah: panggil command,
            # lalu lanjutkan ke baris berikutnya tanpa menyiarkannya.
            # BEGIN SOLUTION
            if line.startswith("/"):
                command(client, nickname, line)
                continue
            # END SOLUTION
            broadcast(line)
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
        print(f"Server mendengarkan di port {PORT}")
        try:
            receive(server)
        except KeyboardInterrupt:
            print("\nServer berhenti.")


if __name__ == "__main__":
    main()
