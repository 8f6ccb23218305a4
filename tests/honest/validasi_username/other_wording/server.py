import socket
import threading

PORT = 5005

clients = []
nicknames = []
lock = threading.RLock()


def kirim(c, teks):
    try:
        c.sendall(f"{teks}\n".encode("utf-8"))
    except OSError:
        pass


def broadcast(teks):
    with lock:
        for c in clients:
            kirim(c, teks)


def ada(nama):
    for n in nicknames:
        if n.upper() == nama.upper():
            return True
    return False


def daftar(c, masuk):
    kirim(c, "NICK")
    for baris in masuk:
        nama = baris.strip()
        with lock:
            if len(nama) == 0:
                kirim(c, "[!] Maaf, nama wajib diisi")
            elif ada(nama):
                kirim(c, f"[!] Maaf, {nama} sudah diambil orang lain yang sedang hadir di sini")
            else:
                clients.append(c)
                nicknames.append(nama)
                return nama
        kirim(c, "NICK")
    return None


def handle(c):
    with c, c.makefile(encoding="utf-8", errors="replace") as masuk:
        try:
            nama = daftar(c, masuk)
            if nama is None:
                return
            print(f"[+] pengguna baru: {nama}")
            broadcast(f">>> {nama} BERGABUNG ke ruang obrolan, selamat datang")
            kirim(c, f"Halo {nama}, silakan mengobrol :)")
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
