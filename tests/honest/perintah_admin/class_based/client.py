import os
import socket
import sys
import threading


def ask_password():
    """Tanya tanpa gema di layar, seperti getpass."""
    import termios

    number = sys.stdin.fileno()
    before = termios.tcgetattr(number)
    silent = termios.tcgetattr(number)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(number, termios.TCSADRAIN, silent)
    try:
        return input("Masukkan password: ")
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
        print()


class ChatClient:
    def __init__(self, host, port, nickname):
        self.nickname = nickname
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.connect((host, port))
        self.buffer = b""
        self.entered = threading.Event()

    def send(self, text):
        self.sock.sendall(text.encode("utf-8") + b"\n")

    def lines(self):
        while True:
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
                if self.entered.is_set():
                    print(line)
                elif line == "NICK":
                    self.send(self.nickname)
                elif line == "PASS":
                    self.send(ask_password())
                else:
                    print(line)
                    self.entered.set()
        except OSError:
            pass
        print("Terjadi kesalahan!", flush=True)
        os._exit(1)

    def write(self):
        self.entered.wait()
        while True:
            text = input(">> ")
            self.send(text if text.startswith("/") else f"{self.nickname}: {text}")

    def start(self):
        threading.Thread(target=self.receive, daemon=True).start()
        try:
            self.write()
        except (EOFError, KeyboardInterrupt):
            pass


if __name__ == "__main__":
    ChatClient("127.0.0.1", 5005, input("Masukkan username: ")).start()
