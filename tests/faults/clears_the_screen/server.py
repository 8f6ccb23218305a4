import os

import right

os.system("cls" if os.name == "nt" else "clear")
right.main()
