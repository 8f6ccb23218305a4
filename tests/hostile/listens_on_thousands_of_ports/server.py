import os
import signal
import socket

for child in range(3):
    if os.fork() == 0:
        held = []
        for number in range(800):
            held.append(socket.socket(socket.AF_INET6))
            held[-1].bind(("::1", 20000 + child * 1000 + number))
            held[-1].listen()
        os.kill(os.getppid(), signal.SIGUSR1)
        signal.pause()
signal.pause()
