import socket
import sys

PORT = 12345


def terima_pesan(client, nama):
    while True:
        data = client.recv(1024)
        if len(data) == 0:
            print("Koneksi terputus!")
            client.close()
            sys.exit(1)
        print(nama, ":", data.decode("utf-8"))


username = input("Masukkan Username: ")
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("", PORT))
s.listen(1)
client, alamat = s.accept()
nama = client.recv(1024).decode("utf-8")
print(nama, "sudah terhubung.")
client.send(username.encode("utf-8"))
terima_pesan(client, nama)
