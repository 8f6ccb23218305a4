import getpass
import os
import socket
import threading

nickname = input("Masukkan username: ")
client = socket.create_connection(("127.0.0.1", 5005))
masuk = threading.Event()


def receive():
    try:
        for line in client.makefile(encoding="utf-8", errors="replace"):
            line = line.rstrip("\n")
            if line == "NICK":
                client.sendall(f"{nickname}\n".encode())
            elif line == "PASS" and not masuk.is_set():
                print("Anda masuk sebagai admin.")
                client.sendall(f"{getpass.getpass('Password: ')}\n".encode())
            else:
                print(line)
                masuk.set()
    except OSError:
        pass
    print("Terjadi kesalahan!", flush=True)
    os._exit(1)


threading.Thread(target=receive, daemon=True).start()
masuk.wait()
try:
    while True:
        text = input(">> ")
        prefix = "" if text.startswith("/") else f"{nickname}: "
        client.sendall(f"{prefix}{text}\n".encode())
except EOFError:
    pass
