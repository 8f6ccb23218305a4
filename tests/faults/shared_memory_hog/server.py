import mmap
import signal

hoard = mmap.mmap(-1, 2_000_000_000)
for place in range(0, 2_000_000_000, mmap.PAGESIZE):
    hoard[place] = 1
signal.pause()
