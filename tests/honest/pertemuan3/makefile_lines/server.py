import socket

PORT = 12345


def main():
    username = input("Masukkan Username: ")
    with socket.create_server(("", PORT)) as server:
        conn, _ = server.accept()
    with conn, conn.makefile("rw", encoding="utf-8", errors="replace") as aliran:
        nama = aliran.readline().strip()
        print(f"{nama} sudah terhubung.")
        print(username, file=aliran, flush=True)
        for pesan in aliran:
            print(f"{nama} : {pesan.rstrip()}")
    print(f"{nama} sudah pergi.")


main()
