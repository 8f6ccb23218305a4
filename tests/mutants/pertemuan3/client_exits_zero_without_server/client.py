import socket

PORT = 12345


def main():
    host = input("Masukkan alamat IP Server: ")
    username = input("Masukkan username: ")
    client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        client.connect((host, PORT))
    except OSError:
        print("Server tidak ditemukan, coba periksa alamatnya.")
        return
    client.send(username.encode("utf-8"))
    print(client.recv(1024).decode("utf-8") + " Telah bergabung...")
    try:
        while True:
            client.send(input("pesan : ").encode("utf-8"))
    except (EOFError, KeyboardInterrupt, ConnectionError):
        print("\nSelesai.")
    client.close()


main()
