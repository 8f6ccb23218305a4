import os
import socket
import threading


class ChatClient:
    def __init__(self, host, port):
        self.nickname = input("Masukkan username: ")
        self.sock = socket.create_connection((host, port))
        self.ditanya = 0
        self.menamai = False

    def send(self, text):
        self.sock.sendall(text.encode("utf-8") + b"\n")

    def receive(self):
        try:
            for line in self.sock.makefile("r", encoding="utf-8", errors="replace"):
                line = line.strip()
                if line != "NICK":
                    print(line)
                elif self.ditanya == 0:
                    self.ditanya = 1
                    self.send(self.nickname)
                else:
                    self.menamai = True
                    print("Masukkan username: ", end="", flush=True)
        except OSError:
            pass
        print("Terjadi kesalahan!", flush=True)
        os._exit(1)

    def write(self):
        while True:
            text = input()
            if self.menamai:
                self.menamai = False
                self.nickname = text
                self.send(text)
            else:
                self.send(f"{self.nickname}: {text}")

    def start(self):
        threading.Thread(target=self.receive, daemon=True).start()
        try:
            self.write()
        except (EOFError, KeyboardInterrupt):
            pass


if __name__ == "__main__":
    ChatClient("127.0.0.1", 5005).start()
