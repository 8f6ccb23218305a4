import os
import socket
import threading


class ChatClient:
    def __init__(self, host, port, nickname):
        self.nickname = nickname
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.connect((host, port))
        self.buffer = b""
        self.running = True

    def send(self, text):
        self.sock.sendall(text.encode("utf-8") + b"\n")

    def lines(self):
        while self.running:
            data = self.sock.recv(1024)
            if not data:
                return
            self.buffer += data
            while b"\n" in self.buffer:
                line, self.buffer = self.buffer.split(b"\n", 1)
                yield line.decode("utf-8", errors="replace")

    def receive(self):
        try:
            for line in self.lines():
                if line == "NICK":
                    self.send(self.nickname)
                else:
                    print(line)
        except OSError:
            pass
        print("Terjadi kesalahan!", flush=True)
        os._exit(1)

    def write(self):
        while self.running:
            text = input(">> ")
            self.send(text if text[:1] == "/" else f"{self.nickname}: {text}")

    def start(self):
        threading.Thread(target=self.receive, daemon=True).start()
        try:
            self.write()
        except (EOFError, KeyboardInterrupt):
            self.running = False


if __name__ == "__main__":
    ChatClient("127.0.0.1", 5005, input("Masukkan username: ")).start()
