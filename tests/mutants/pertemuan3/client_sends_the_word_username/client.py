import socket
import sys

host = input("Masukkan alamat IP Server: ")
username = input("Masukkan username: ")

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

try:
    s.connect((host, 12345))
    s.send("username".encode("utf-8"))
    nama_server = s.recv(1024).decode("utf-8")
    print(nama_server, "Telah bergabung...")
    while True:
        pesan = input("pesan : ")
        s.send(pesan.encode("utf-8"))
except (KeyboardInterrupt, EOFError):
    print("Keluar.")
except OSError as e:
    print("Gagal terhubung ke server:", e)
    sys.exit(1)
finally:
    s.close()
