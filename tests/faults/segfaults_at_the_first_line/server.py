import ctypes

import right

announce = right.broadcast


def broadcast(line):
    if ":" in line:
        ctypes.string_at(0)
    announce(line)


right.broadcast = broadcast
right.main()
