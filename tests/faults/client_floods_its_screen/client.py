import threading

import right


def flood():
    while True:
        print(">> ")


for _ in range(50_000):
    print(">> ")
threading.Thread(target=flood, daemon=True).start()
right.main()
