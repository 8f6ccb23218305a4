import socket

with socket.socket() as server:
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    server.bind(("", 5005))
    server.listen()
    held = []
    while True:
        held.append(server.accept()[0])
        held[-1].sendall(b"NICK\n")
