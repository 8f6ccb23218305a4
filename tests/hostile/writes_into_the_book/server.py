import os

import right

def attempt(what, do):
    try:
        result = do()
    except (OSError, ValueError, ImportError) as error:
        print("dicoba:", what, type(error).__name__)
    else:
        print("BOCOR:", what, repr(result)[:200])



for path in ("@KELUARAN@/buku.sqlite3", "@PEMERIKSAAN@", "@TETANGGA@/server.py", "@RUMAH@/kunci.txt", "/usr/bin/env"):
    attempt("write " + path, lambda: open(path, "r+b", buffering=0).write(b"lulus"))
    attempt("remove " + path, lambda: os.remove(path))
    attempt("chmod " + path, lambda: os.chmod(path, 0o777))
    attempt("link " + path, lambda: os.link(path, "tautan"))
    attempt("list " + path, lambda: os.listdir(os.path.dirname(path) + "/../tetangga"))
for place in ("/", "/usr", "/usr/local/lib", "/etc", "/home", "/dev", "/dev/pts", "/proc", "/bin", "/opt", "/var", ".."):
    attempt("create in " + place, lambda: open(place + "/hasil.json", "x"))
right.main()
