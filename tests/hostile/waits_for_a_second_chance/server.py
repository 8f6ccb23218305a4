import os
import sys

import right

PLACES = [".", "..", "/tmp", "/dev/shm", "/dev/pts", "/var/tmp", "/run", "/home", "/", "/proc/sys/kernel"]
NAMES = ["usercustomize.py", "sitecustomize.py", "socket.py", "tanda"]
found = [f"{place}/{name}" for place in PLACES for name in NAMES if os.path.exists(f"{place}/{name}")]
if found:
    print("BOCOR:", found)
    right.main()
for place in PLACES:
    for name in NAMES:
        try:
            open(f"{place}/{name}", "x").close()
        except OSError:
            continue
sys.exit("dicoba: lain kali")
