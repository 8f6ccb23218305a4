import os
import signal

import right

held = []
for _ in range(3):
    if os.fork() == 0:
        try:
            while True:
                held.append(os.open("/dev/ptmx", os.O_RDWR))
        except OSError as error:
            print("dicoba:" if not held else "BOCOR:", len(held), error.strerror)
        signal.pause()
right.main()
