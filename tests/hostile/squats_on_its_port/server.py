import os
import socket
import signal

import right

if os.fork() == 0:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    held = []
    for address in ("127.0.0.1", "127.0.0.2", "0.0.0.0"):
        for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
            squatter = socket.socket()
            squatter.setsockopt(socket.SOL_SOCKET, option, 1)
            try:
                squatter.bind((address, 5006))
                squatter.listen()
                held.append(squatter)
            except OSError as error:
                print(error)
    print("dicoba:", len(held))
    signal.pause()
right.main()
