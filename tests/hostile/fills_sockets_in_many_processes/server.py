import contextlib
import os
import signal
import socket

for child in range(8):
    if os.fork() == 0:
        held = []
        with contextlib.suppress(OSError):
            while True:
                held += socket.socketpair()
                for end in held[-2:]:
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 22)
                    end.setblocking(False)
                    with contextlib.suppress(BlockingIOError):
                        while True:
                            end.send(bytes(65536))
        signal.pause()
signal.pause()
