import socket


class Server:
    def __init__(self, host="", port=12345):
        self.host = host
        self.port = port
        self.username = None
        self.client = None
        self.client_name = None

    def start(self):
        print(f"Server akan berjalan di port {self.port}")
        self.username = input("Masukkan Username: ")
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind((self.host, self.port))
            sock.listen(1)
            self.client, _ = sock.accept()
            try:
                self.greet()
                self.receive()
            except ConnectionError:
                pass
            finally:
                self.client.close()
        print("Klien sudah keluar, server berhenti.")

    def greet(self):
        self.client_name = self.client.recv(1024).decode("utf-8").strip()
        print(f"{self.client_name} sudah terhubung.")
        self.client.sendall(self.username.encode("utf-8"))

    def receive(self):
        while True:
            data = self.client.recv(1024)
            if not data:
                return
            print(f"{self.client_name} : {data.decode('utf-8').rstrip()}")


if __name__ == "__main__":
    Server().start()
