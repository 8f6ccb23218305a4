import os

import right

os.remove(os.path.abspath(__file__))
os.chdir("/")
right.main()
