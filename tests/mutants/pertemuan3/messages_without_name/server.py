import socket

server_name = input("Masukkan Username: ")

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.bind(("0.0.0.0", 12345))
    s.listen()
    conn, addr = s.accept()
    with conn:
        client_name = conn.recv(1024).decode()
        print(client_name + " sudah terhubung.")
        conn.sendall(server_name.encode())
        while True:
            data = conn.recv(1024)
            if not data:
                print("Klien telah pergi.")
                break
            print(data.decode())
