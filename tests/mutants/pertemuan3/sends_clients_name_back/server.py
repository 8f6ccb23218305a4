import socket

def main():
    username = input("Masukkan Username: ")

    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.bind(("", 12345))
    server.listen(1)
    client, address = server.accept()

    username = client.recv(1024).decode("utf-8")
    print(f"{username} sudah terhubung.")
    client.send(username.encode("utf-8"))

    while True:
        message = client.recv(1024).decode("utf-8")
        if not message:
            break
        print(f"{username} : {message}")

    print("Client telah keluar")
    client.close()
    server.close()


if __name__ == "__main__":
    main()
