import os
import signal
import sys

import right

if os.fork() == 0:
    try:
        os.setsid()
    except OSError:
        pass  # not allowed: then the next best
    if os.fork() == 0:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os.execve(sys.executable, ["kerja", "-S", "-c", "import signal; signal.pause()"], {})
    os._exit(0)
os.wait()
right.main()
