import os

import right

held = []
try:
    while True:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError as error:
    print(error)
for spare in held[-1:]:
    os.close(spare)
right.main()
