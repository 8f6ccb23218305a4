import socket
import threading


class Server:
    def __init__(self, port):
        self.peserta = []
        self.kunci = threading.Lock()
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.bind(("", port))
        self.sock.listen(64)

    def broadcast(self, teks):
        # errors='ignore' supaya tidak UnicodeEncodeError
        data = (teks + "\n").encode("ascii", errors="ignore")
        with self.kunci:
            for conn, _ in self.peserta:
                try:
                    conn.sendall(data)
                except OSError:
                    pass

    def handle(self, conn):
        f = conn.makefile("r", encoding="utf-8", errors="replace", newline="\n")
        conn.sendall(b"NICK\n")
        nama = f.readline().strip()
        if not nama:
            return
        print("Username", nama)
        saya = (conn, nama)
        with self.kunci:
            self.peserta.append(saya)
        self.broadcast(nama + " Bergabung!")
        conn.sendall(b"Terkoneksi dengan Server!\n")
        try:
            for baris in f:
                self.broadcast(baris.rstrip("\r\n"))
        except OSError:
            pass
        with self.kunci:
            self.peserta.remove(saya)
        self.broadcast(nama + " keluar!")
        f.close()
        conn.close()

    def receive(self):
        while True:
            conn, addr = self.sock.accept()
            print("Terhubung dengan", addr)
            threading.Thread(target=self.handle, args=[conn], daemon=True).start()


if __name__ == "__main__":
    Server(5005).receive()
