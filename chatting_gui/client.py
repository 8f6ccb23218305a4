"""Klien obrolan berjendela: satu thread membaca, thread utama mengurus jendela."""

import contextlib
import queue
import socket
import sys
import threading
from tkinter import Tk, messagebox, scrolledtext, simpledialog, ttk

HOST = "127.0.0.1"  # ganti dengan alamat komputer server
PORT = 9090


class Client:
    """Satu jendela obrolan. Hanya thread utama yang menyentuh jendela dan isinya."""

    def __init__(self, host, port):
        self.window = Tk()
        self.window.withdraw()  # nama dulu, baru jendela
        self.nickname = (simpledialog.askstring("Obrolan", "Nama Anda:") or "").strip()
        if not self.nickname:
            sys.exit("Tanpa nama tidak bisa mengobrol.")
        self.server = socket.create_connection((host, port), timeout=5)
        self.server.settimeout(None)  # 5 detik itu hanya untuk menyambung
        self.arrived = queue.Queue()  # baris dari thread pembaca untuk thread utama
        self.ready = False  # baru True sesudah NICK dijawab: nama dulu, baru pesan
        self.reader = threading.Thread(target=self.receive, daemon=True)

    def gui_loop(self):
        """Susun jendela, lalu layani sampai ditutup."""
        self.window.title(f"Obrolan: {self.nickname}")
        self.window.configure(padx=8, pady=8)
        self.window.columnconfigure(0, weight=1)  # kolom 0 dan baris 1 ikut membesar
        self.window.rowconfigure(1, weight=1)
        ttk.Label(self.window, text=f"Anda masuk sebagai {self.nickname}").grid(sticky="w")
        self.text = scrolledtext.ScrolledText(self.window, width=50, height=14, wrap="word")
        self.text.configure(font="TkTextFont", state="disabled")  # hanya untuk dibaca
        self.text.grid(row=1, column=0, columnspan=2, sticky="nsew", pady=8)
        self.field = ttk.Entry(self.window, font="TkTextFont")
        self.field.grid(row=2, column=0, sticky="ew", padx=(0, 8))
        # TUGAS: buat tombol Kirim di baris 2, kolom 1. Tombol itu dan Enter di
        # field memanggil self.write; menutup jendela memanggil self.stop.
        # BEGIN SOLUTION
        ttk.Button(self.window, text="Kirim", command=self.write).grid(row=2, column=1)
        self.field.bind("<Return>", self.write)
        self.window.protocol("WM_DELETE_WINDOW", self.stop)
        # END SOLUTION
        self.window.deiconify()
        self.field.focus()
        self.reader.start()
        self.look()
        self.window.mainloop()

    def receive(self):
        """Di thread pembaca: isi antrean sampai server pergi, dan tidak menyentuh jendela."""
        with contextlib.suppress(OSError), self.server.makefile("rb") as lines:
            for line in lines:
                # TUGAS: line masih byte. Masukkan ke antrean self.arrived
                # sebagai teks, tanpa "\n"-nya.
                # BEGIN SOLUTION
                self.arrived.put(line.decode(errors="replace").rstrip("\r\n"))
                # END SOLUTION
        self.arrived.put("Terjadi kesalahan! Server menutup sambungan.")

    def look(self):
        """Urus semua baris di antrean: jawab NICK, tampilkan yang lain. Sebentar lagi ulangi."""
        for _ in range(self.arrived.qsize()):
            line = self.arrived.get()
            if line == "NICK":
                self.send(self.nickname)
                self.ready = True
            else:
                self.show(line)
        self.window.after(50, self.look)  # 50 milidetik: terasa seketika, tetapi tidak sibuk

    def show(self, line):
        """Tambahkan satu baris ke layar, dan gulung sampai baris itu terlihat."""
        # TUGAS: layar harus "normal" selama line dan "\n" disisipkan di "end",
        # lalu "disabled" lagi. Gulung dengan self.text.see("end").
        # BEGIN SOLUTION
        self.text.configure(state="normal")
        self.text.insert("end", f"{line}\n")
        self.text.configure(state="disabled")
        self.text.see("end")
        # END SOLUTION

    def write(self, event=None):
        """Kirim isi field sebagai "<nama>: <teks>", lalu kosongkan field itu."""
        text = self.field.get().strip()
        if text and self.ready and self.reader.is_alive():
            # TUGAS: kirim "<nama>: <teks>" dengan self.send, lalu kosongkan field.
            # BEGIN SOLUTION
            self.send(f"{self.nickname}: {text}")
            self.field.delete(0, "end")
            # END SOLUTION

    def send(self, line):
        line = " ".join(line.splitlines())  # teks yang ditempel bisa berbaris-baris
        with contextlib.suppress(OSError):  # server pergi: thread pembaca yang mengabarkannya
            self.server.sendall(f"{line}\n".encode())

    def stop(self):
        """Jendela ditutup: bangunkan thread pembaca, tunggu ia selesai, lalu akhiri mainloop."""
        with contextlib.suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.reader.join()
        self.window.destroy()


if __name__ == "__main__":
    try:
        Client(HOST, PORT).gui_loop()
    except OSError as error:
        messagebox.showerror("Obrolan", f"Server {HOST}:{PORT} tidak bisa dihubungi: {error}")
        sys.exit(f"Server {HOST}:{PORT} tidak bisa dihubungi: {error}")
