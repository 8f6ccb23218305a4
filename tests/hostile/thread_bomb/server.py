import threading

import right

together = threading.Event()
try:
    while True:
        threading.Thread(target=together.wait, daemon=True).start()
except RuntimeError as error:
    print(error)
right.main()
