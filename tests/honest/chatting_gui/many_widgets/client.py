import queue
import socket
import threading
import time
import tkinter as tk
from tkinter import scrolledtext, simpledialog, ttk


class Client:
    def __init__(self, host, port):
        self.root = tk.Tk()
        self.root.withdraw()
        self.nickname = simpledialog.askstring("Masuk", "Nama pengguna:", parent=self.root)
        self.sock = socket.create_connection((host, port))
        self.lines = queue.Queue()

    def gui_loop(self):
        self.root.title("Super Chat 3000")
        menu = tk.Menu(self.root)
        file = tk.Menu(menu, tearoff=False)
        file.add_command(label="Keluar", command=self.stop)
        menu.add_cascade(label="Berkas", menu=file)
        self.root.configure(menu=menu)
        top = ttk.Frame(self.root)
        top.pack(fill="x")
        ttk.Label(top, text="Cari:").pack(side="left")
        self.search = ttk.Entry(top)
        self.search.pack(side="left")
        ttk.Button(top, text="Cari").pack(side="left")
        self.text = scrolledtext.ScrolledText(self.root, state="disabled", font=("Courier", 11))
        self.text.tag_configure("jam", foreground="gray")
        self.text.tag_configure("saya", foreground="blue")
        self.text.pack(fill="both", expand=True)
        middle = ttk.Frame(self.root)
        middle.pack(fill="x")
        self.message = tk.StringVar()
        entry = ttk.Entry(middle, textvariable=self.message)
        entry.pack(side="left", fill="x", expand=True)
        entry.bind("<KeyPress-Return>", self.write)
        ttk.Button(middle, text="Hapus", command=lambda: self.message.set("")).pack(side="right")
        ttk.Button(middle, text="Keluar", command=self.stop).pack(side="right")
        ttk.Button(middle, text="Kirim", command=self.write).pack(side="right")
        self.status = ttk.Label(self.root, text=f"Anda: {self.nickname}", relief="sunken")
        self.status.pack(fill="x")
        self.root.protocol("WM_DELETE_WINDOW", self.stop)
        self.root.deiconify()
        entry.focus_force()
        threading.Thread(target=self.receive, daemon=True).start()
        self.tick()
        self.root.mainloop()

    def receive(self):
        try:
            for line in self.sock.makefile(encoding="utf-8", errors="replace"):
                self.lines.put(line.rstrip("\n"))
        except OSError:
            pass
        self.lines.put(None)

    def tick(self):
        while not self.lines.empty():
            line = self.lines.get()
            if line is None:
                self.status["text"] = "Server tidak ada"
            elif line == "NICK":
                self.sock.sendall(f"{self.nickname}\n".encode())
            else:
                self.show(line)
        self.root.after(50, self.tick)

    def show(self, line):
        mine = line.startswith(self.nickname)
        self.text.configure(state="normal")
        self.text.insert("end", time.strftime("[%H:%M] "), "jam")
        self.text.insert("end", line, "saya" if mine else "")
        self.text.insert("end", "\n")
        self.text.configure(state="disabled")
        self.text.yview_pickplace("end")

    def write(self, event=None):
        text = self.message.get()
        if text.strip():
            try:
                self.sock.sendall(f"{self.nickname}: {text}\n".encode())
            except OSError:
                return
            self.message.set("")

    def stop(self):
        self.sock.close()
        self.root.destroy()


Client("127.0.0.1", 9090).gui_loop()
