import os

import right

for _ in range(50):
    if os.fork() == 0:
        os._exit(0)
right.main()
