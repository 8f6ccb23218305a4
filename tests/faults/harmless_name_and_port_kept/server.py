import socket

import right


def main():
    server = socket.socket()
    server.bind(("", 5005))
    server.listen()
    right.receive(server)


main()
