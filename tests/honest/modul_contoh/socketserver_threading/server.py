import socketserver
import threading

lock = threading.Lock()
members = {}


def broadcast(text):
    with lock:
        for wfile in members.values():
            try:
                wfile.write(text.encode("utf-8") + b"\n")
            except OSError:
                pass


class ChatHandler(socketserver.StreamRequestHandler):
    def handle(self):
        print("Terhubung dengan", self.client_address)
        try:
            self.wfile.write(b"NICK\n")
            name = self.rfile.readline().decode("utf-8", "replace").strip()
            if name:
                self.chat(name)
        except ConnectionError:
            pass

    def chat(self, name):
        print("Username", name)
        with lock:
            members[self] = self.wfile
        try:
            broadcast(f"{name} Bergabung!")
            self.wfile.write(b"Terkoneksi dengan Server!\n")
            for line in self.rfile:
                broadcast(line.decode("utf-8", "replace").rstrip("\r\n"))
        finally:
            with lock:
                del members[self]
            broadcast(f"{name} keluar!")


class ChatServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50


with ChatServer(("", 5005), ChatHandler) as server:
    server.serve_forever()
