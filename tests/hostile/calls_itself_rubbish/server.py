import ctypes
import signal
import os

import right

libc = ctypes.CDLL(None)
for name in (b"\xff\xfe) Z 1 (\n", b") S 0 0 0 ", b"\x1b[2J"):
    if os.fork() == 0:
        libc.prctl(15, name, 0, 0, 0)
        signal.pause()
libc.prctl(15, b"\xff\xfe)( \n", 0, 0, 0)
right.main()
