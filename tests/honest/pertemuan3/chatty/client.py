import socket
import sys

print("*" * 40)
print("   PROGRAM KLIEN - PEMROGRAMAN JARINGAN")
print("*" * 40)
print("(contoh alamat: 127.0.0.1)")
host = input("Masukkan alamat IP Server: ")
username = input("Masukkan username: ")
print(f"Menyambung ke {host}:12345 sebagai {username}...")
try:
    client = socket.create_connection((host, 12345), timeout=10)
except OSError as error:
    print("Gagal! Server tidak bisa dihubungi.")
    print("Penyebab:", error)
    sys.exit(1)
client.settimeout(None)
print("Berhasil tersambung!")

client.sendall(username.encode("utf-8"))
nama = client.recv(1024).decode("utf-8").strip()
print(f"{nama} Telah bergabung...")
print("Ketik pesan lalu tekan Enter. Ctrl-D untuk selesai.")

jumlah = 0
try:
    while True:
        pesan = input("pesan : ")
        client.sendall(pesan.encode("utf-8"))
        jumlah += 1
        print(f"(terkirim, {jumlah} pesan, {len(pesan)} huruf)")
except EOFError:
    print(f"\nSelesai, {jumlah} pesan dikirim.")
client.close()
