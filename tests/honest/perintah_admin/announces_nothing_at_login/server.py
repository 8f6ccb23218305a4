import os
import secrets
import socket
import threading

clients, nicknames = [], []
lock = threading.Lock()


def send(client, text):
    try:
        client.sendall((text + "\n").encode())
    except OSError:
        pass


def broadcast(text):
    with lock:
        for client in clients:
            send(client, text)


def ask(client, lines, question):
    send(client, question)
    return lines.readline().strip()


def find(name):
    with lock:
        return clients[nicknames.index(name)] if name in nicknames else None


def handle(client):
    lines = client.makefile(encoding="utf-8", errors="replace")
    admin = False
    try:
        nickname = ask(client, lines, "NICK")
        if nickname == "admin":
            password = ask(client, lines, "PASS")
            wanted = os.environ.get("ADMIN_PASSWORD") or secrets.token_hex()
            if not secrets.compare_digest(password.encode(), wanted.encode()):
                send(client, "Ditolak: password tidak benar")
                return
            admin = True
        if not nickname:
            return
        with lock:
            clients.append(client)
            nicknames.append(nickname)
        if admin:
            send(client, "Selamat bekerja, admin")
        else:
            broadcast(f"{nickname} Bergabung!")
            send(client, "Terkoneksi dengan Server!")
        for line in lines:
            line = line.strip()
            if line == "/list":
                with lock:
                    send(client, "Online: " + " ".join(nicknames))
            elif line.startswith("/kick"):
                target = find(line.removeprefix("/kick").strip())
                if not admin:
                    send(client, "Hanya admin yang boleh /kick")
                elif target is None:
                    send(client, "Tidak ditemukan")
                else:
                    send(target, "Admin mengeluarkan Anda")
                    target.shutdown(socket.SHUT_RDWR)
            elif line:
                broadcast(line)
    except OSError:
        pass
    finally:
        with lock:
            joined = client in clients
            if joined:
                nickname = nicknames.pop(clients.index(client))
                clients.remove(client)
        if joined:
            broadcast(f"{nickname} keluar!")
        lines.close()
        client.close()


with socket.create_server(("", 5005)) as server:
    while True:
        client, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(client,), daemon=True).start()
