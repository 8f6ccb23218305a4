"""The limits a student's program lives in; measured, see docs/design.md."""

CPU_SECONDS = 30
DATA_BYTES = 512 << 20
STACK_BYTES = 1 << 20  # a thread's stack: with 8 MiB, threads alone would meet DATA_BYTES
FILE_BYTES = 32 << 20
OPEN_FILES = 1024
PROCESSES = 384
TREE_BYTES = 768 << 20  # memory of all its processes together, looked at by the watchdog
SOCKET_BYTES = 256 << 10  # as much as one may hold unread, where no process shows it
WATCH_SECONDS = 0.05
HOME_MEGABYTES = 64
HOME_INODES = 4096
SCRATCH_MEGABYTES = 16  # /tmp and /dev/shm, each

HOME = "/home/siswa"
SCREEN = "/run/layar"  # in a box: the sockets of its virtual screen, if it has one
NOTHING = "."  # the name of no program: a start that does all its steps and runs nothing
PACKAGES = "/opt/paket.zip"  # what web programs may import

ENVIRONMENT = {
    "HOME": HOME,
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "PYTHONUNBUFFERED": "1",
    "PYTHONUTF8": "1",
    "MALLOC_ARENA_MAX": "2",
}
