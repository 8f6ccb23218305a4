import re

import right

re.match("(a|aa)+$", "a" * 90 + "b")
right.main()
