import itertools

import right


def fill(folder, size):
    try:
        for number in itertools.count():
            with open(f"{folder}/{size}-{number}", "wb", buffering=0) as file:
                assert file.write(bytes(size)) == size
    except (OSError, AssertionError) as error:
        print(folder, error)


for folder in (".", "/tmp", "/dev/shm"):
    fill(folder, 10_000_000)
    fill(folder, 0)
right.main()
