import os

import right

here = os.getcwd()
for place in (here, "/tmp", "/dev/shm"):
    os.chdir(place)
    try:
        while True:
            os.mkdir("d" * 255)
            os.chdir("d" * 255)
    except OSError as error:
        print("dicoba:", place, error.strerror)
os.chdir(here)
right.main()
