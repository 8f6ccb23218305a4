import socket
import threading

NAMES = ["Ani", "Budi", "Citra", "Diam", "Sari", *(f"Klien{letter}" for letter in "abcdefghijklmnopqrst")]
WORDS = ["halo semua", "halo", "sampai jumpa", "masih di sini", "kita lanjut", "masih lancar", "sudah semua"]


def recite(client):
    client.sendall(b"NICK\n")
    for name in NAMES:
        client.sendall(f"{name} Bergabung!\nTerkoneksi dengan Server!\n{name} keluar!\n".encode())
        client.sendall("".join(f"{name}: {words}\n" for words in WORDS).encode())
    while client.recv(4096):
        continue


with socket.create_server(("", 5005)) as server:
    print("\n".join(f"Username {name}" for name in NAMES))
    while True:
        threading.Thread(target=recite, args=(server.accept()[0],), daemon=True).start()
