import mmap
import signal

MADV_POPULATE_WRITE = 23  # all of it at once

hoard = mmap.mmap(-1, 2_000_000_000)
hoard.madvise(MADV_POPULATE_WRITE)
signal.pause()
