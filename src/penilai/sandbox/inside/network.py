"""The network of one start: a loopback of its own, with quick acknowledgements."""

import contextlib
import fcntl
import socket
import struct

from . import limits

_SIOCSIFFLAGS, _IFF_UP_RUNNING = 0x8914, 0x41
_RTM_NEWROUTE, _NLM_REQUEST_ACK_CREATE_REPLACE = 24, 0x1 | 0x4 | 0x400 | 0x100
_RTA_OIF, _RTA_PREFSRC, _RTA_METRICS = 4, 7, 8
_RTAX_QUICKACK = 15
_LOOPBACK = 1  # the number of `lo` in every network namespace
_TABLE_LOCAL, _PROTOCOL_BOOT, _SCOPE_HOST, _TYPE_LOCAL = 255, 3, 254, 2


def bring_up() -> None:
    """Bring `lo` up and let it be the way to everywhere.

    Every IPv4 address is then this machine: a program that looks up its own address with
    a UDP `connect` to a public one gets an answer, and a connection to the outside is
    refused at once instead of hanging. Quick acknowledgements spare both sides the 40 ms
    of Nagle and delayed ACK (RFC 1122, 4.2.3.2).
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        request = struct.pack("16sh14x", b"lo", _IFF_UP_RUNNING)
        fcntl.ioctl(control, _SIOCSIFFLAGS, request)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as netlink:
        netlink.send(_ROUTE)
        answer = netlink.recv(4096)
    (code,) = struct.unpack_from("=i", answer, 16)
    if code:
        raise OSError(-code, "the route of the loopback was refused")


def _route_everything_to(interface: int) -> bytes:
    """`ip route replace local default dev lo table local src 127.0.0.1 quickack 1`, to be sent."""
    header = struct.pack(
        "=BBBBBBBBI",
        socket.AF_INET,
        0,
        0,
        0,
        _TABLE_LOCAL,
        _PROTOCOL_BOOT,
        _SCOPE_HOST,
        _TYPE_LOCAL,
        0,
    )
    quick_ack = _attribute(_RTAX_QUICKACK, struct.pack("=I", 1))
    body = header + b"".join(
        (
            _attribute(_RTA_OIF, struct.pack("=I", interface)),
            _attribute(_RTA_PREFSRC, socket.inet_aton("127.0.0.1")),
            _attribute(_RTA_METRICS, quick_ack),
        )
    )
    head = (16 + len(body), _RTM_NEWROUTE, _NLM_REQUEST_ACK_CREATE_REPLACE, 1, 0)
    return struct.pack("=IHHII", *head) + body


def _attribute(kind: int, value: bytes) -> bytes:
    return struct.pack("=HH", 4 + len(value), kind) + value.ljust((len(value) + 3) & ~3, b"\0")


def bound_buffers() -> None:
    """Let no TCP connection of this network hold more than a socket of another kind.

    By itself the system gives one up to 6 MB; a chat needs a few kB. Some containers refuse.
    """
    for name, usual in (("tcp_rmem", 131072), ("tcp_wmem", 16384)):
        with contextlib.suppress(OSError), open(f"/proc/sys/net/ipv4/{name}", "w") as file:
            file.write(f"4096 {usual} {limits.SOCKET_BYTES // 2}")


def sockets() -> int:
    """How many sockets of all kinds there are in this network."""
    with open("/proc/self/net/sockstat") as file:
        return int(file.readline().split()[2])  # "sockets: used 7"


_ROUTE = _route_everything_to(_LOOPBACK)


def listening(table: str = "/proc/self/net/tcp") -> list[tuple[str, int]]:
    """Addresses and ports on which something listens. One read costs 5 ms: ask once."""
    found = []
    for name in (table, table + "6"):
        try:
            with open(name) as file:
                lines = file.readlines()[1:]
        except FileNotFoundError:
            continue  # a kernel without IPv6
        found += [_address(line.split()[1]) for line in lines if line.split()[3] == "0A"]
    return found


def _address(text: str) -> tuple[str, int]:
    host, port = text.split(":")
    words = [int(host[i : i + 8], 16) for i in range(0, len(host), 8)]  # in the machine's order
    family = socket.AF_INET if len(words) == 1 else socket.AF_INET6
    return socket.inet_ntop(family, struct.pack(f"={len(words)}I", *words)), int(port, 16)
