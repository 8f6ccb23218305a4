import threading

import right


def flood():
    while True:
        print("banjir " * 10)


for _ in range(20_000):
    print("banjir " * 10)
threading.Thread(target=flood, daemon=True).start()
right.main()
