import socket

import right

held = []
for address in ("127.0.0.1", "0.0.0.0", "::1", "::"):
    squatter = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
        squatter.setsockopt(socket.SOL_SOCKET, option, 1)
    try:
        squatter.bind((address, 5005))
        squatter.listen()
        held.append(squatter)
    except OSError:
        continue
right.main()
