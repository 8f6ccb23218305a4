import socket
import sys

PORT = 12345

ip = input("Masukkan alamat IP Server: ")
nama = input("Masukkan username: ")

sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    sock.connect((ip, PORT))
except OSError as e:
    print("Gagal menyambung:", e)
    sys.exit(1)

sock.send(nama.encode("utf-8"))
sock.recv(1024)
print("Server Telah bergabung...")

try:
    while True:
        pesan = input("pesan : ")
        sock.send(pesan.encode("utf-8"))
except EOFError:
    print("Bye")
sock.close()
