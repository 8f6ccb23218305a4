import socket
import threading

PORT = 5005
daftar = []                    # isi: {"sock": ..., "nama": ...}
lock = threading.Lock()


def broadcast(teks):
    with lock:
        for orang in daftar:
            try:
                orang["sock"].sendall((teks + "\n").encode())
            except OSError:
                pass


def handle(sock):
    sock.sendall("NICK\n".encode())
    nama = sock.recv(1024).decode().strip()
    if not nama:
        sock.close()
        return
    print(f"Username {nama}")
    orang = {"sock": sock, "nama": nama}
    with lock:
        daftar.append(orang)
    broadcast(f"{nama} Bergabung!")
    sock.sendall("Terkoneksi dengan Server!\n".encode())

    buffer = ""
    while True:
        try:
            data = sock.recv(1024).decode("utf-8")
        except ConnectionError:
            break
        if not data:
            break
        buffer += data
        while "\n" in buffer:
            baris, buffer = buffer.split("\n", 1)
            broadcast(baris)

    with lock:
        daftar.remove(orang)
    sock.close()
    broadcast(f"{nama} keluar!")


def receive():
    server = socket.create_server(("", PORT))
    while True:
        sock, address = server.accept()
        print(f"Terhubung dengan {address}")
        threading.Thread(target=handle, args=(sock,), daemon=True).start()


receive()
