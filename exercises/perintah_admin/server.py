"""Server obrolan dengan perintah: /list untuk semua orang, /kick hanya untuk admin."""

import hmac
import os
import socket
import threading

HOST = ""  # semua alamat komputer ini
PORT = 5005
PASSWORD = os.environ.get("ADMIN_PASSWORD", "")  # kosong: tidak ada yang bisa menjadi admin

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


def answer(client, line):
    """Kirim satu baris hanya ke client ini."""
    with lock:  # jangan menyela baris yang sedang dikirim thread lain
        client.sendall(f"{line}\n".encode())


def enter(client, nickname):
    """Catat klien yang baru, lalu beri tahu semua orang."""
    with lock:
        clients.append(client)
        nicknames.append(nickname)
    broadcast(f"{nickname} Bergabung!")
    answer(client, "Terkoneksi dengan Server!")


def leave(client):
    """Hapus klien yang pergi dari kedua daftar, lalu beri tahu yang lain."""
    with lock:
        index = clients.index(client)
        clients.pop(index)
        nickname = nicknames.pop(index)
    broadcast(f"{nickname} keluar!")


def is_admin(nickname):
    """Apakah ini nama admin? "Admin" dan "ADMIN" juga: jangan ada yang menyamar."""
    return nickname.casefold() == "admin"


def knows_password(client, lines):
    """Tanya password admin dengan PASS; True kalau jawabannya benar."""
    # TUGAS: kirim PASS, baca satu baris jawaban dari lines, dan bandingkan
    # dengan PASSWORD. Kalau salah, atau PASSWORD kosong: kirim satu baris
    # penolakan dan kembalikan False.
    # BEGIN SOLUTION
    answer(client, "PASS")
    password = lines.readline().rstrip("\r\n")
    if PASSWORD and hmac.compare_digest(password.encode(), PASSWORD.encode()):
        return True
    answer(client, "Password salah!")
    return False
    # END SOLUTION


def kick(name):
    """Keluarkan setiap klien yang bernama name; True kalau ada."""
    # TUGAS: cari socket yang bernama name (sambil memegang lock). Kirim satu
    # baris pemberitahuan kepadanya, lalu shutdown(socket.SHUT_RDWR).
    # Jangan hapus dari daftar: threadnya sendiri yang memanggil leave.
    # BEGIN SOLUTION
    with lock:
        kicked = [clients[i] for i, other in enumerate(nicknames) if other == name]
        for client in kicked:
            try:
                client.sendall(b"Anda dikeluarkan oleh admin!\n")
                client.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # sudah pergi lebih dulu
    return bool(kicked)
    # END SOLUTION


def obey(client, nickname, line):
    """Jalankan satu perintah dari nickname; jawabannya hanya untuk client."""
    command, _, name = line.partition(" ")
    # TUGAS: /list menjawab dengan semua nama di nicknames. /kick hanya untuk
    # admin: periksa is_admin(nickname), bukan isi line. Jawab juga kalau nama
    # tidak ada, dan kalau perintahnya tidak dikenal.
    # BEGIN SOLUTION
    if command == "/list":
        with lock:
            online = ", ".join(nicknames)
        answer(client, f"Yang online: {online}")
    elif command != "/kick":
        answer(client, f"Perintah {command} tidak dikenal.")
    elif not is_admin(nickname):
        answer(client, "Hanya admin yang boleh /kick")
    elif not kick(name.strip()):
        answer(client, f"Tidak ada yang bernama {name.strip()}")
    # END SOLUTION


def chat(client, lines):
    """Tanya nama klien, lalu layani setiap barisnya sampai ia pergi."""
    client.sendall(b"NICK\n")
    nickname = lines.readline().strip()
    if not nickname:
        return  # pergi sebelum menyebut nama
    if is_admin(nickname) and not knows_password(client, lines):
        return
    print(f"Username {nickname}")
    try:
        enter(client, nickname)
        for line in lines:
            line = line.rstrip("\r\n")
            # TUGAS: baris yang diawali "/" adalah perintah: panggil obey.
            # Baris lain disiarkan seperti biasa.
            # BEGIN SOLUTION
            if line.startswith("/"):
                obey(client, nickname, line)
            else:
                broadcast(line)
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
        print(f"Server mendengarkan di port {PORT}")
        try:
            receive(server)
        except KeyboardInterrupt:
            print("\nServer berhenti.")


if __name__ == "__main__":
    main()
