import os

import right

os.unlink("server.py")
os.mkfifo("server.py")
os.symlink("/", "keluar")
os.symlink("@TETANGGA@", "tetangga")
os.symlink("lingkaran", "lingkaran")
os.mkfifo("/tmp/pipa")
os.chmod(".", 0)
os.chmod("/tmp", 0)
right.main()
