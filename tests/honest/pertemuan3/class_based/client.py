import socket
import sys


class Client:
    PORT = 12345

    def __init__(self, host, username):
        self.username = username
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.connect((host, self.PORT))

    def greet(self):
        self.sock.sendall(self.username.encode("utf-8"))
        server = self.sock.recv(1024).decode("utf-8").strip()
        print(f"{server} Telah bergabung...")

    def write(self):
        while True:
            message = input("pesan : ")
            self.sock.sendall(message.encode("utf-8"))

    def run(self):
        try:
            self.greet()
            self.write()
        except (EOFError, KeyboardInterrupt):
            print()
        finally:
            self.sock.close()


if __name__ == "__main__":
    host = input("Masukkan alamat IP Server: ")
    username = input("Masukkan username: ")
    try:
        Client(host, username).run()
    except OSError:
        print("Server tidak dapat dihubungi.", file=sys.stderr)
        sys.exit(1)
