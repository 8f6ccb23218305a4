import ctypes
import select

import right

libc = ctypes.CDLL(None)
held = []
while (watch := libc.inotify_init()) >= 0:
    held.append(watch)
polls = [select.epoll() for _ in range(300)]
print("dicoba:", len(held))
right.main()
