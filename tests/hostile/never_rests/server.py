import threading
import time

import right


def wake():
    while True:
        time.sleep(0.01)


threading.Thread(target=wake, daemon=True).start()
right.broadcast = lambda line: None
right.main()
