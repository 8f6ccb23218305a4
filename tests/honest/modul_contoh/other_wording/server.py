import socket
import threading

PORT = 5005

clients = []
nicknames = []
lock = threading.RLock()


def broadcast(teks):
    with lock:
        for c in clients:
            try:
                c.sendall(f"{teks}\n".encode("utf-8"))
            except OSError:
                pass


def handle(c):
    c.sendall("NICK\n".encode("utf-8"))
    with c, c.makefile(encoding="utf-8", errors="replace") as masuk:
        try:
            nama = masuk.readline().strip()
            if not nama:
                return
            print(f"[+] pengguna baru: {nama}")
            with lock:
                clients.append(c)
                nicknames.append(nama)
            broadcast(f">>> {nama} BERGABUNG ke ruang obrolan, selamat datang")
            c.sendall(f"Halo {nama}, silakan mengobrol :)\n".encode("utf-8"))
            for baris in masuk:
                broadcast(baris.strip())
        except OSError:
            pass
        finally:
            with lock:
                if c in clients:
                    i = clients.index(c)
                    clients.pop(i)
                    nama = nicknames.pop(i)
                    broadcast(f"<<< {nama} Keluar dari ruang obrolan...")


def receive():
    s = socket.create_server(("", PORT))
    print("Server obrolan aktif, tekan Ctrl+C untuk berhenti")
    while True:
        c, addr = s.accept()
        print("[i] sambungan dari", addr[0], addr[1])
        threading.Thread(target=handle, args=(c,), daemon=True).start()


receive()
