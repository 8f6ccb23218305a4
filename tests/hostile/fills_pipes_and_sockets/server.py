import contextlib
import fcntl
import os
import socket

import right

held = []
with contextlib.suppress(OSError):
    for _ in range(150):
        reader, writer = os.pipe()
        held += [reader, writer]
        with contextlib.suppress(OSError):
            fcntl.fcntl(writer, 1031, 1 << 20)
        os.set_blocking(writer, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(writer, bytes(65536))
with contextlib.suppress(OSError):
    for _ in range(150):
        here, there = socket.socketpair()
        held += [here, there]
        here.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                here.send(bytes(65536))
print("dicoba:", len(held))
right.main()
