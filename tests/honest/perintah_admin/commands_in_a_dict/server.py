import os
import socket
import threading

clients = {}
lock = threading.RLock()


def kirim(client, teks):
    try:
        client.sendall(teks.encode() + b"\n")
    except OSError:
        pass


def broadcast(teks):
    with lock:
        for client in list(clients):
            kirim(client, teks)


def daftar(client, argumen):
    with lock:
        nama = sorted(clients.values(), key=str.casefold)
    kirim(client, "Yang online sekarang: " + ", ".join(nama) + ".")


def keluarkan(client, argumen):
    if clients.get(client) != "admin":
        kirim(client, "Hanya admin yang boleh /kick")
        return
    with lock:
        for target, nama in list(clients.items()):
            if nama == argumen:
                kirim(target, f"{nama}, Anda dikeluarkan.")
                del clients[target]
                kirim(target, f"{nama} keluar!")
                broadcast(f"{nama} keluar!")
                target.shutdown(socket.SHUT_RDWR)
                kirim(client, f"Selesai: {nama} sudah dikeluarkan.")
                return
    kirim(client, f"Tidak ada pengguna {argumen}.")


def bantuan(client, argumen):
    kirim(client, "Perintah: " + " ".join(PERINTAH))


PERINTAH = {"/list": daftar, "/kick": keluarkan, "/help": bantuan}


def handle(client):
    with client, client.makefile(encoding="utf-8", errors="replace", newline="\n") as lines:
        try:
            kirim(client, "NICK")
            nickname = lines.readline().strip()
            if nickname == "admin":
                kirim(client, "PASS")
                password = lines.readline().strip()
                if password != os.environ.get("ADMIN_PASSWORD", password + "!"):
                    kirim(client, "PASSWORD SALAH")
                    return
            if not nickname:
                return
            print("Username", nickname)
            with lock:
                clients[client] = nickname
            broadcast(f"{nickname} Bergabung!")
            kirim(client, "Terkoneksi dengan Server!")
            for line in lines:
                kata, _, argumen = line.strip().partition(" ")
                if kata.startswith("/"):
                    PERINTAH.get(kata, bantuan)(client, argumen.strip())
                elif client in clients:
                    broadcast(line.rstrip())
        except OSError:
            pass
        finally:
            with lock:
                nickname = clients.pop(client, "")
            if nickname:
                broadcast(f"{nickname} keluar!")


server = socket.create_server(("", 5005))
print("Server mendengarkan")
while True:
    client, address = server.accept()
    print("Terhubung dengan", address)
    threading.Thread(target=handle, args=(client,), daemon=True).start()
