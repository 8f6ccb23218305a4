import socket
import sys

host = input("Masukkan alamat IP Server: ")
username = input("Masukkan username: ")

try:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((host, 12345))
except:
    sys.exit(1)

s.sendall(username.encode())
print(s.recv(1024).decode(), "Telah bergabung...")

while True:
    try:
        text = input("pesan : ")
    except EOFError:
        print()
        break
    s.sendall(text.encode())
s.close()
