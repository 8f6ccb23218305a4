import socket

username = input("Masukkan Username: ")

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("0.0.0.0", 12345))
    server.listen()
    conn, addr = server.accept()
    with conn:
        name = conn.recv(1024).decode("utf-8")
        print(name, "sudah terhubung.")
        conn.sendall(username.encode("utf-8"))
        while (data := conn.recv(1024)) != b"":
            print(name, ":", data.decode("utf-8"))

print("Koneksi ditutup oleh klien.")
