import socket
import threading


class Klien(threading.Thread):
    semua = []

    def __init__(self, sock, address):
        super().__init__(daemon=True)
        self.sock = sock
        self.address = address
        self.nama = None
        self.tampungan = ""

    def kirim(self, teks):
        try:
            self.sock.sendall(f"{teks}\n".encode("utf-8"))
        except OSError:
            pass

    def baris(self):
        while "\n" not in self.tampungan:
            data = self.sock.recv(512)
            if not data:
                return None
            self.tampungan += data.decode("utf-8", errors="replace")
        satu, _, self.tampungan = self.tampungan.partition("\n")
        return satu

    def run(self):
        print("Terhubung dengan", self.address)
        self.kirim("NICK")
        try:
            self.nama = self.baris()
            if not self.nama:
                return
            print("Username", self.nama)
            Klien.semua.append(self)
            broadcast(f"{self.nama} Bergabung!")
            self.kirim("Terkoneksi dengan Server!")
            while True:
                satu = self.baris()
                if satu is None:
                    break
                broadcast(satu)
        except ConnectionError:
            pass
        finally:
            if self in Klien.semua:
                Klien.semua.remove(self)
                broadcast(f"{self.nama} keluar!")
            self.sock.close()


def broadcast(teks):
    for k in Klien.semua[:]:
        k.kirim(teks)


def receive():
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("", 5005))
    server.listen(128)
    while True:
        Klien(*server.accept()).start()


if __name__ == "__main__":
    receive()
