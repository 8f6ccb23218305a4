import os

import right

def attempt(what, do):
    try:
        result = do()
    except (OSError, ValueError, ImportError) as error:
        print("dicoba:", what, type(error).__name__)
    else:
        print("BOCOR:", what, repr(result)[:200])



for path in (
    "@RUMAH@/kunci.txt", "~/kunci.txt", "~root/.ssh/id_rsa", "/root/.bash_history", "/etc/shadow", "/etc/machine-id",
    "/var/log/syslog", "/run/secrets", "/run/user", "/home/siswa/../../root", "/sys/class", "/boot",
    "/proc/kcore", "/proc/1/environ", "/proc/sys/kernel/../../kmsg", "/dev/mem", "/dev/sda", "/dev/kmsg",
):
    path = os.path.expanduser(path)
    attempt(path, lambda: os.listdir(path) if os.path.isdir(path) else open(path).read(200))
right.main()
