import glob
import socket

import right

def attempt(what, do):
    try:
        result = do()
    except (OSError, ValueError, ImportError) as error:
        print("dicoba:", what, type(error).__name__)
    else:
        print("BOCOR:", what, repr(result)[:200])




def reach(name):
    with socket.socket(socket.AF_UNIX) as out:
        out.connect(name)
        return out.send(b"halo")


def open_socket(family, kind, protocol):
    with socket.socket(family, kind, protocol) as out:
        return out.fileno()


names = ["@SOKET@", "\0@SOKET_ABSTRAK@", "/run/docker.sock", "/run/dbus/system_bus_socket"]
for name in names + glob.glob("/tmp/.X11-unix/*") + glob.glob("/run/**/*sock*", recursive=True):
    attempt(repr(name), lambda: reach(name))
for family in (17, 38, 40, 31, 29, 30, 9, 1000):
    attempt(family, lambda: open_socket(family, socket.SOCK_DGRAM, 0))
for protocol in (1, 6, 255):
    attempt("raw", lambda: open_socket(socket.AF_INET, socket.SOCK_RAW, protocol))
for protocol in (4, 9, 12, 16, 20):
    attempt("netlink", lambda: open_socket(socket.AF_NETLINK, socket.SOCK_RAW, protocol))
right.main()
