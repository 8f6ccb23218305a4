import socket

import right

connect = socket.create_connection
extra = []


def create_connection(address):
    first = connect(address)
    try:
        for _ in range(1000):
            extra.append(connect(address))
    except OSError as error:
        print(len(extra), error)
        for _ in range(10):
            extra.pop().close()
    return first


socket.create_connection = create_connection
right.main()
