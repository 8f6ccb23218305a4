import threading

import right


def spin():
    while True:
        pass


threading.Thread(target=spin, daemon=True).start()
right.main()
