"""Klien obrolan berjendela: satu thread membaca, thread utama mengurus jendela."""

import contextlib
import queue
import socket
import sys
import threading
import tkinter as tk
from tkinter import messagebox, scrolledtext, simpledialog, ttk

HOST = "127.0.0.1"  # ganti dengan alamat komputer server
PORT = 9090
EVERY = 50  # milidetik: sesering ini antrean dilihat


class Client:
    """Satu jendela obrolan. Hanya thread utama yang menyentuh jendela dan isinya."""

    def __init__(self, host, port):
        self.window = tk.Tk()
        self.window.withdraw()  # nama dulu, baru jendela
        self.nickname = self.ask_nickname()
        self.server = socket.create_connection((host, port), timeout=5)
        self.server.settimeout(None)  # 5 detik itu hanya untuk menyambung
        self.arrived = queue.Queue()  # baris dari thread pembaca untuk thread utama
        self.ready = False  # NICK sudah dijawab, dan server belum pergi
        self.reader = threading.Thread(target=self.receive, daemon=True)

    def ask_nickname(self):
        answer = simpledialog.askstring("Obrolan", "Nama Anda:", parent=self.window)
        if answer is None or not answer.strip():
            sys.exit("Tanpa nama tidak bisa mengobrol.")
        return answer.strip()

    def gui_loop(self):
        """Susun jendela, lalu layani sampai ditutup."""
        self.window.title(f"Obrolan: {self.nickname}")
        self.window.columnconfigure(0, weight=1)  # kolom 0 dan baris 1 ikut membesar
        self.window.rowconfigure(1, weight=1)
        label = ttk.Label(self.window, text=f"Anda masuk sebagai {self.nickname}")
        label.grid(row=0, column=0, columnspan=2, sticky="w", padx=8, pady=(8, 0))
        self.text = scrolledtext.ScrolledText(self.window, width=50, height=14, wrap="word")
        self.text.configure(font="TkTextFont", state="disabled")  # hanya untuk dibaca
        self.text.grid(row=1, column=0, columnspan=2, sticky="nsew", padx=8, pady=8)
        self.field = ttk.Entry(self.window, font="TkTextFont")
        self.field.grid(row=2, column=0, sticky="ew", padx=(8, 0), pady=(0, 8))
        self.button = ttk.Button(self.window, text="Kirim")
        self.button.grid(row=2, column=1, padx=8, pady=(0, 8))
        # TUGAS: tombol Kirim dan Enter di field memanggil self.write; tombol
        # tutup jendela (protokol WM_DELETE_WINDOW) memanggil self.stop.
        # BEGIN SOLUTION
        self.button.configure(command=self.write)
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
        with contextlib.suppress(OSError), self.server.makefile(encoding="utf-8") as lines:
            for line in lines:
                # TUGAS: masukkan line, tanpa "\n"-nya, ke antrean self.arrived.
                # BEGIN SOLUTION
                self.arrived.put(line.rstrip("\r\n"))
                # END SOLUTION
        self.arrived.put(None)  # server pergi

    def look(self):
        """Urus semua yang ada di antrean; sebentar lagi lihat lagi."""
        for _ in range(self.arrived.qsize()):
            self.handle(self.arrived.get())
        self.window.after(EVERY, self.look)

    def handle(self, line):
        """Urus satu baris dari server: jawab NICK, tampilkan yang lain."""
        if line == "NICK":
            self.send(self.nickname)
        elif line is None:
            self.show("Terjadi kesalahan! Server menutup sambungan.")
        else:
            self.show(line)
        self.ready = line is not None

    def show(self, line):
        """Tambahkan satu baris ke layar, dan gulung sampai baris itu terlihat."""
        # TUGAS: layar harus "normal" selama line dan "\n" disisipkan di "end",
        # lalu "disabled" lagi. Gulung dengan see("end").
        # BEGIN SOLUTION
        self.text.configure(state="normal")
        self.text.insert("end", f"{line}\n")
        self.text.configure(state="disabled")
        self.text.see("end")
        # END SOLUTION

    def write(self, event=None):
        """Kirim isi field sebagai "<nama>: <teks>", lalu kosongkan field itu."""
        text = " ".join(self.field.get().splitlines())  # teks yang ditempel bisa berbaris-baris
        if self.ready and text.strip():
            # TUGAS: kirim "<nama>: <teks>" dengan self.send, lalu kosongkan field.
            # BEGIN SOLUTION
            self.send(f"{self.nickname}: {text}")
            self.field.delete(0, "end")
            # END SOLUTION

    def send(self, line):
        with contextlib.suppress(OSError):  # server pergi: thread pembaca yang mengabarkannya
            self.server.sendall(f"{line}\n".encode())

    def stop(self):
        """Jendela ditutup: bangunkan thread pembaca, tunggu sampai selesai, akhiri mainloop."""
        with contextlib.suppress(OSError):
            self.server.shutdown(socket.SHUT_RDWR)
        self.reader.join()
        self.window.destroy()


if __name__ == "__main__":
    try:
        Client(HOST, PORT).gui_loop()
    except OSError as error:
        sentence = f"Server {HOST}:{PORT} tidak bisa dihubungi: {error}"
        print(sentence)
        messagebox.showerror("Obrolan", sentence)
        sys.exit(1)
