import signal

import right

signal.signal(signal.SIGALRM, lambda *_: print(".", end=""))
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
right.main()
