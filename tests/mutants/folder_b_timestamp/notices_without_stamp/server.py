import socket
import threading
from datetime import datetime

PORT = 5005


class Room:
    def __init__(self):
        self.members = {}  # socket -> nama
        self.lock = threading.RLock()

    def broadcast(self, text):
        with self.lock:
            for member in self.members:
                try:
                    member.sendall((text + "\n").encode("utf-8"))
                except OSError:
                    pass

    def say(self, text):
        with self.lock:
            self.broadcast(f"[{datetime.now():%H:%M:%S}] {text}")

    def enter(self, sock, name):
        with self.lock:
            self.members[sock] = name
            self.broadcast(f"{name} Bergabung!")
            sock.sendall(b"Terkoneksi dengan Server!\n")

    def leave(self, sock):
        with self.lock:
            name = self.members.pop(sock)
            self.broadcast(f"{name} keluar!")

    def serve(self, sock):
        with sock, sock.makefile("r", encoding="utf-8", errors="replace") as lines:
            try:
                sock.sendall(b"NICK\n")
                name = lines.readline().strip()
                if not name:
                    return
                print("Username", name)
                self.enter(sock, name)
            except OSError:
                return
            try:
                for line in lines:
                    self.say(line.rstrip("\r\n"))
            except OSError:
                pass
            finally:
                self.leave(sock)


def receive():
    room = Room()
    with socket.create_server(("0.0.0.0", PORT)) as server:
        while True:
            sock, address = server.accept()
            print("Terhubung dengan", address)
            threading.Thread(target=room.serve, args=(sock,), daemon=True).start()


if __name__ == "__main__":
    receive()
