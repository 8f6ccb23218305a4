import socket
import threading

PORT = 5005

pengguna = {}
gembok = threading.Lock()


def broadcast(pesan, kecuali=None):
    with gembok:
        for soket in pengguna:
            if soket is kecuali:
                continue
            try:
                soket.sendall(pesan)
            except OSError:
                pass


def handle(soket, alamat):
    print(f"Terhubung dengan {alamat}")
    soket.sendall(b"NICK\n")
    sisa = b""
    nama = None
    while True:
        try:
            data = soket.recv(1024)
        except OSError:
            break
        if not data:
            break
        sisa += data
        while b"\n" in sisa:
            baris, _, sisa = sisa.partition(b"\n")
            if nama is None:
                nama = baris.decode("utf-8", "replace").strip()
                print(f"Username {nama}")
                with gembok:
                    pengguna[soket] = nama
                broadcast(f"{nama} Bergabung!\n".encode())
                soket.sendall(b"Terkoneksi dengan Server!\n")
            else:
                broadcast(baris + b"\n", kecuali=soket)
    if nama is not None:
        with gembok:
            del pengguna[soket]
        broadcast(f"{nama} keluar!\n".encode())
    soket.close()


def receive():
    server = socket.create_server(("", PORT), backlog=128)
    print(f"Mendengarkan di port {PORT}")
    while True:
        soket, alamat = server.accept()
        threading.Thread(target=handle, args=(soket, alamat), daemon=True).start()


receive()
