import socket

host = ''
port = 12345

username = input("Masukkan Username: ")

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((host, port))
s.listen(1)
print("Halo", username + ", menunggu teman...")

conn, addr = s.accept()
teman = conn.recv(1024).decode('utf-8')
print(f"{teman} sudah terhubung.")

while True:
    data = conn.recv(1024)
    if not data:
        break
    print(f"{teman} : {data.decode('utf-8')}")

conn.close()
s.close()
print("Selesai, klien sudah pergi.")
