import fcntl
import os
import socket

import right

shared = ("/usr/bin/env", "/dev/null", right.__file__, os.__file__, socket.__file__, "/usr", "/proc")
held = [os.open(path, os.O_RDONLY) for path in shared]
for file in held:
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
print("dicoba:", len(held))
right.main()
