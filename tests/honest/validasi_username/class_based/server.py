import socket
import threading


class NamaDitolak(Exception):
    pass


class Ruangan:
    def __init__(self):
        self.anggota = []
        self.kunci = threading.RLock()

    def siarkan(self, teks):
        with self.kunci:
            for a in self.anggota:
                a.kirim(teks)

    def masuk(self, baru, nama):
        if not nama:
            raise NamaDitolak("Username tidak boleh kosong!")
        with self.kunci:
            if any(a.nama.lower() == nama.lower() for a in self.anggota):
                raise NamaDitolak("Username sudah dipakai!")
            baru.nama = nama
            self.anggota.append(baru)
            baru.kirim("Terkoneksi dengan Server!")
            self.siarkan(f"{nama} Bergabung!")

    def keluar(self, pergi):
        with self.kunci:
            if pergi in self.anggota:
                self.anggota.remove(pergi)
                self.siarkan(f"{pergi.nama} keluar!")


class Anggota(threading.Thread):
    def __init__(self, ruangan, sock):
        super().__init__(daemon=True)
        self.ruangan, self.sock, self.nama = ruangan, sock, None

    def kirim(self, teks):
        try:
            self.sock.sendall((teks + "\n").encode("utf-8"))
        except OSError:
            pass

    def run(self):
        try:
            with self.sock.makefile("r", encoding="utf-8", errors="replace") as baca:
                self.kirim("NICK")
                for baris in baca:
                    self.terima(baris.strip())
        except OSError:
            pass
        finally:
            self.ruangan.keluar(self)
            self.sock.close()

    def terima(self, teks):
        if self.nama:
            self.ruangan.siarkan(teks)
            return
        try:
            self.ruangan.masuk(self, teks)
            print(f"Username {teks}")
        except NamaDitolak as alasan:
            self.kirim(str(alasan))
            self.kirim("NICK")


server = socket.create_server(("", 5005))
ruangan = Ruangan()
while True:
    sock, alamat = server.accept()
    print("Terhubung dengan", alamat)
    Anggota(ruangan, sock).start()
