import hashlib
import os
import socket
import threading


def digest(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class ClientHandler(threading.Thread):
    def __init__(self, room, connection, address):
        super().__init__(daemon=True)
        self.room = room
        self.connection = connection
        self.address = address
        self.nickname = None
        self.is_admin = False

    def send(self, text):
        try:
            self.connection.sendall((text + "\n").encode("utf-8"))
        except OSError:
            pass

    def run(self):
        try:
            with self.connection.makefile("r", encoding="utf-8", errors="replace") as reader:
                if self.login(reader):
                    self.chat(reader)
        except OSError:
            pass
        finally:
            self.room.leave(self)
            self.connection.close()

    def login(self, reader):
        self.send("NICK")
        self.nickname = reader.readline().strip()
        if self.nickname.lower() == "admin":
            self.send("PASS")
            if digest(reader.readline().strip()) != self.room.admin_digest:
                self.send("Login gagal: password tidak cocok.")
                return False
            self.is_admin = True
        return bool(self.nickname)

    def chat(self, reader):
        print(f"Username {self.nickname}")
        self.room.enter(self)
        for line in reader:
            line = line.rstrip("\r\n")
            if line.startswith("/"):
                self.command(*line.split(maxsplit=1))
            else:
                self.room.broadcast(line)

    def command(self, verb, argument=""):
        if verb == "/list":
            self.send("Pengguna online: " + " | ".join(self.room.names()))
        elif verb == "/kick":
            if not self.is_admin:
                self.send("Hanya admin yang boleh /kick!")
            elif not self.room.kick(argument.strip()):
                self.send(f"Tidak ada {argument}")
        else:
            self.send("Perintah tidak ada")

    def close(self):
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class ChatServer:
    def __init__(self, host, port, password):
        self.server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.server.bind((host, port))
        self.server.listen()
        self.members = []
        self.lock = threading.RLock()
        self.admin_digest = digest(password) if password else None

    def broadcast(self, text):
        with self.lock:
            for member in self.members:
                member.send(text)

    def names(self):
        with self.lock:
            return [member.nickname for member in self.members]

    def enter(self, member):
        with self.lock:
            self.members.append(member)
            self.broadcast(f"{member.nickname} Bergabung!")
        member.send("Terkoneksi dengan Server!")

    def leave(self, member):
        with self.lock:
            if member in self.members:
                self.members.remove(member)
                self.broadcast(f"{member.nickname} keluar!")

    def kick(self, name):
        with self.lock:
            for member in list(self.members):
                if member.nickname == name:
                    member.send("Anda telah dikeluarkan.")
                    self.leave(member)
                    member.close()
                    return True
        return False

    def receive(self):
        while True:
            connection, address = self.server.accept()
            print(f"Terhubung dengan {address}")
            ClientHandler(self, connection, address).start()


if __name__ == "__main__":
    ChatServer("0.0.0.0", 5005, os.environ.get("ADMIN_PASSWORD")).receive()
