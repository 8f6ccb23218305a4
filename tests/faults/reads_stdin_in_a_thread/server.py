import sys
import threading

import right


def commands():
    for line in sys.stdin:
        print("perintah:", line.strip())
    print("tidak ada perintah lagi")


threading.Thread(target=commands, daemon=True).start()
right.main()
