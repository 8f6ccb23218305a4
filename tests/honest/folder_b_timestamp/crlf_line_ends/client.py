import os
import socket
import threading

nickname = input("Masukkan username: ")
client = socket.create_connection(("127.0.0.1", 5005))


def receive():
    masuk = client.makefile("rb")
    while True:
        baris = masuk.readline()
        if not baris:
            break
        teks = baris.decode("utf-8", "replace").rstrip("\r\n")
        if teks == "NICK":
            client.sendall(nickname.encode("utf-8") + b"\r\n")
        else:
            print(teks)
    print("Terjadi kesalahan!", flush=True)
    os._exit(1)


def write():
    while True:
        teks = input(">> ")
        client.sendall(f"{nickname}: {teks}\r\n".encode("utf-8"))


threading.Thread(target=receive, daemon=True).start()
write()
