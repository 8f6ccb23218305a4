import socket
import threading


class ClientHandler(threading.Thread):
    def __init__(self, room, connection, address):
        super().__init__(daemon=True)
        self.room = room
        self.connection = connection
        self.address = address
        self.nickname = None

    def send(self, text):
        try:
            self.connection.sendall((text + "\n").encode("utf-8"))
        except OSError:
            pass

    def run(self):
        try:
            with self.connection.makefile("r", encoding="utf-8", errors="replace") as reader:
                self.chat(reader)
        except OSError:
            pass
        finally:
            self.room.leave(self)
            self.connection.close()

    def chat(self, reader):
        self.send("NICK")
        nickname = reader.readline().strip()
        if not nickname:
            return
        self.nickname = nickname
        print(f"Username {nickname}")
        self.room.enter(self)
        for line in reader:
            line = line.rstrip("\r\n")
            if line.startswith("/"):
                self.obey(line)
            else:
                self.room.broadcast(line)

    def obey(self, line):
        try:
            command, name, text = line.split(maxsplit=2)
        except ValueError:
            self.send("Perintah kurang lengkap.")
            self.send("Contoh: /pm Budi halo")
            return
        target = self.room.member_named(name)
        if target is None:
            self.send(f"ERROR: user '{name}' not found")
            return
        message = f"[PM dari {self.nickname}] {text}"
        target.send(message)
        self.send(f"Terkirim ke {name}: {message}")


class ChatServer:
    def __init__(self, host, port):
        self.server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.server.bind((host, port))
        self.server.listen()
        self.members = []
        self.lock = threading.RLock()

    def broadcast(self, text):
        with self.lock:
            for member in self.members:
                member.send(text)

    def member_named(self, name):
        with self.lock:
            return {member.nickname: member for member in self.members}.get(name)

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

    def receive(self):
        while True:
            connection, address = self.server.accept()
            print(f"Terhubung dengan {address}")
            ClientHandler(self, connection, address).start()


if __name__ == "__main__":
    ChatServer("0.0.0.0", 5005).receive()
