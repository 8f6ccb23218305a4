import os
import signal
import sys

import right

if os.fork() == 0:
    if os.fork() == 0:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        os.execve(sys.executable, ["kerja", "-S", "-c", "import signal; signal.pause()"], {})
    os._exit(0)
os.wait()
right.main()
