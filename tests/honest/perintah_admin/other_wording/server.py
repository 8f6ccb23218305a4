import os
import socket
import threading

PORT = 5005
SANDI = os.getenv("ADMIN_PASSWORD")

clients = []
nicknames = []
lock = threading.RLock()


def kirim(c, teks):
    with lock:
        try:
            c.sendall(f"{teks}\n".encode("utf-8"))
        except OSError:
            pass


def broadcast(teks):
    with lock:
        for c in clients:
            kirim(c, teks)


def masuk_sebagai_admin(c, masuk):
    kirim(c, "PASS")
    sandi = masuk.readline().strip()
    if SANDI is None or sandi != SANDI:
        kirim(c, "Maaf, kata sandinya keliru. Sampai jumpa.")
        return False
    return True


def perintah(c, nama, baris):
    kata = baris.split()
    if kata[0] == "/list":
        with lock:
            kirim(c, f"*** {len(nicknames)} orang di ruangan ***")
            for nomor, orang in enumerate(nicknames, 1):
                kirim(c, f"  {nomor}. {orang}")
    elif kata[0] == "/kick" and nama != "admin":
        kirim(c, "*** Maaf, perintah itu cuma untuk Admin ***")
    elif kata[0] == "/kick" and len(kata) == 2 and kata[1] in nicknames:
        with lock:
            korban = clients[nicknames.index(kata[1])]
            broadcast(f"*** {kata[1]} ditendang oleh admin ***")
            korban.shutdown(socket.SHUT_RDWR)
    elif kata[0] == "/kick":
        kirim(c, "*** Siapa itu? ***")
    else:
        kirim(c, "*** Perintahnya /list atau /kick ***")


def handle(c):
    kirim(c, "NICK")
    with c, c.makefile(encoding="utf-8", errors="replace") as masuk:
        nama = ""
        try:
            nama = masuk.readline().strip()
            if not nama or (nama == "admin" and not masuk_sebagai_admin(c, masuk)):
                nama = ""
                return
            print(f"[+] pengguna baru: {nama}")
            with lock:
                clients.append(c)
                nicknames.append(nama)
            broadcast(f">>> {nama} BERGABUNG ke ruang obrolan, selamat datang")
            kirim(c, f"Halo {nama}, silakan mengobrol :)")
            for baris in masuk:
                if baris.startswith("/"):
                    perintah(c, nama, baris)
                else:
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
