import os
import signal

import right

if os.fork() == 0:
    try:
        os.setsid()
    except OSError:
        pass  # not allowed: a daemon all the same
    if os.fork() == 0:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        while True:
            signal.pause()
    os._exit(0)
os.wait()
right.main()
