"""The chat of modul_contoh with selectors: one thread asks the system who is ready."""

import selectors
import socket

HOST = ""
PORT = 5005
AT_ONCE = 65536  # bytes of one recv

selector = selectors.DefaultSelector()
joined = {}  # clients that have a name, in the order in which they came


class Client:
    """One connection: what has come of an unfinished line, what could not be sent yet."""

    def __init__(self, connection):
        self.connection = connection
        self.nickname = ""
        self.unfinished = b""
        self.unsent = b""
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(connection, selectors.EVENT_READ, self)

    def send(self, data):
        """Send what the system takes now; the rest when it says that there is room."""
        waiting = bool(self.unsent)
        if not waiting:
            try:
                data = data[self.connection.send(data) :]
            except BlockingIOError:
                pass
            except OSError:
                return  # just left; its own recv says so
        self.unsent += data
        if self.unsent and not waiting:
            both = selectors.EVENT_READ | selectors.EVENT_WRITE
            selector.modify(self.connection, both, self)

    def send_rest(self):
        unsent, self.unsent = self.unsent, b""
        self.send(unsent)
        if not self.unsent:
            selector.modify(self.connection, selectors.EVENT_READ, self)

    def receive(self):
        """Take what has come, line by line."""
        try:
            data = self.connection.recv(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.leave()
            return
        *lines, self.unfinished = (self.unfinished + data).split(b"\n")
        for line in lines:
            self.say(line.decode(errors="replace").rstrip("\r"))

    def say(self, line):
        """The first line is the name, each later one is for everybody."""
        if self.nickname:
            broadcast(line)
        elif line.strip():
            self.nickname = line.strip()
            joined[self] = self.nickname
            broadcast(f"{self.nickname} Bergabung!")
            self.send(b"Terkoneksi dengan Server!\n")

    def leave(self):
        selector.unregister(self.connection)
        self.connection.close()
        if joined.pop(self, None):
            broadcast(f"{self.nickname} keluar!")


def broadcast(line):
    data = f"{line}\n".encode()
    for client in list(joined):
        client.send(data)


def accept(server):
    connection, _ = server.accept()
    Client(connection).send(b"NICK\n")


def main():
    with socket.create_server((HOST, PORT), backlog=1024) as server:
        selector.register(server, selectors.EVENT_READ)
        while True:
            for key, events in selector.select():
                if key.data is None:
                    accept(server)
                    continue
                if events & selectors.EVENT_WRITE:
                    key.data.send_rest()
                if events & selectors.EVENT_READ:
                    key.data.receive()


if __name__ == "__main__":
    main()
