import os
import socket
import threading

import protokol

nickname = input("Masukkan username: ")
client = socket.create_connection(("127.0.0.1", protokol.PORT))


def receive():
    for baris in protokol.baris_dari(client):
        if baris == protokol.TANYA_NAMA:
            protokol.kirim(client, nickname)
        else:
            print(baris)
    print("Terjadi kesalahan!", flush=True)
    os._exit(1)


def write():
    while True:
        protokol.kirim(client, f"{nickname}: {input('>> ')}")


threading.Thread(target=receive, daemon=True).start()
write()
