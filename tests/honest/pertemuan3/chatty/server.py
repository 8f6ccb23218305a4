import datetime
import socket

PORT = 12345


def jam():
    return datetime.datetime.now().strftime("%H:%M")


print("*" * 40)
print("   PROGRAM SERVER - PEMROGRAMAN JARINGAN")
print("*" * 40)
print("Alamat server : semua alamat, port", PORT)
username = input("Masukkan Username: ")
print(f"Halo {username}! Server sedang disiapkan...")

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("", PORT))
server.listen(1)
print(f"[{jam()}] Menunggu klien...")

client, address = server.accept()
print(f"[{jam()}] Ada koneksi dari {address}")
nama = client.recv(1024).decode("utf-8").strip()
print(f"[{jam()}] {nama} sudah terhubung.")
client.sendall(username.encode("utf-8"))
print(f"[{jam()}] Nama kita sudah dikirim")

jumlah = 0
try:
    while data := client.recv(1024):
        jumlah += 1
        print(f"[{jam()}] #{jumlah} {nama} : {data.decode('utf-8').strip()}")
except ConnectionError as error:
    print(f"[{jam()}] Terputus: {error}")

print(f"[{jam()}] {nama} sudah pergi setelah {jumlah} pesan.")
print("Terima kasih sudah memakai program ini!")
client.close()
server.close()
