import os
import signal

for _ in range(20):
    if os.fork() == 0:
        hoard = b"x" * 150_000_000
        signal.pause()
signal.pause()
