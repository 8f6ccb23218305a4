import socket

HOST = ""
PORT = 12345

print("Server chat satu klien")
username = input("Masukkan Username: ")

with socket.create_server((HOST, PORT)) as server:
    client, address = server.accept()
    with client:
        nama = client.recv(1024).decode("utf-8")
        print("{nama} sudah terhubung.")
        client.sendall(username.encode("utf-8"))
        while data := client.recv(1024):
            print(f"{nama} : {data.decode('utf-8')}")

print("Klien sudah pergi.")
