import threading

import right

never = threading.Event()
for _ in range(200):
    threading.Thread(target=never.wait, daemon=True).start()
right.main()
