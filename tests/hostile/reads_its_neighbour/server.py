import glob
import os

import right

def attempt(what, do):
    try:
        result = do()
    except (OSError, ValueError, ImportError) as error:
        print("dicoba:", what, type(error).__name__)
    else:
        print("BOCOR:", what, repr(result)[:200])



places = ["@TETANGGA@", "../tetangga", "../../tetangga"]
places += glob.glob("/proc/[0-9]*/cwd") + glob.glob("/proc/[0-9]*/root/@TETANGGA@")
for place in places:
    if not place.endswith(f"/{os.getpid()}/cwd") and "self" not in place:
        attempt(place, lambda: open(f"{place}/server.py").read())
        attempt("list", lambda: [n for n in os.listdir(place) if n == "server.py"][0])
right.main()
