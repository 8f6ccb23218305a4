import os
import signal

import right

for _ in range(20):
    if os.fork() == 0:
        while True:
            signal.pause()
right.main()
