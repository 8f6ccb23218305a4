import os
import signal

import right

for number in signal.valid_signals():
    for pid in (1, os.getppid()):
        os.kill(pid, number)
        os.pidfd_open(pid)
        signal.pidfd_send_signal(os.pidfd_open(pid), number)
print("dicoba")
right.main()
