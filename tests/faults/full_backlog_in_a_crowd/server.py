import socket
import threading

import right


def receive(server):
    while True:
        client, address = server.accept()
        lines = client.makefile(encoding="utf-8", errors="replace")
        client.sendall(b"NICK\n")
        nickname = lines.readline().strip()
        print(f"Username {nickname}")
        right.enter(client, nickname)
        threading.Thread(target=handle, args=(client, lines), daemon=True).start()


def handle(client, lines):
    try:
        for line in lines:
            right.broadcast(line.rstrip("\n"))
    except OSError:
        pass
    right.leave(client)


server = socket.socket()
server.bind(("", 5005))
server.listen(1)
receive(server)
