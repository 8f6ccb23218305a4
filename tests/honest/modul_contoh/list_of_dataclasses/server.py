import socket
import threading
from dataclasses import dataclass, field


@dataclass(eq=False)
class Anggota:
    sock: socket.socket
    alamat: tuple
    nama: str = ""
    kunci: threading.Lock = field(default_factory=threading.Lock)

    def kirim(self, teks: str) -> None:
        with self.kunci:
            try:
                self.sock.sendall(f"{teks}\n".encode())
            except OSError:
                pass


anggota: list[Anggota] = []


def broadcast(teks: str) -> None:
    for a in list(anggota):
        a.kirim(teks)


def handle(a: Anggota) -> None:
    a.kirim("NICK")
    with a.sock, a.sock.makefile(encoding="utf-8", errors="replace") as baris:
        try:
            a.nama = baris.readline().strip()
            if not a.nama:
                return
            print(f"Username {a.nama}")
            anggota.append(a)
            broadcast(f"{a.nama} Bergabung!")
            a.kirim("Terkoneksi dengan Server!")
            for b in baris:
                broadcast(b.rstrip("\n"))
        except OSError:
            pass
        finally:
            if a in anggota:
                anggota.remove(a)
                broadcast(f"{a.nama} keluar!")


def receive() -> None:
    with socket.create_server(("", 5005)) as server:
        while True:
            a = Anggota(*server.accept())
            print(f"Terhubung dengan {a.alamat}")
            threading.Thread(target=handle, args=(a,), daemon=True).start()


receive()
