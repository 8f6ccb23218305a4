import queue
import socket
import threading
import tkinter as tk
from tkinter import simpledialog


class Client:
    def __init__(self, host, port):
        self.root = tk.Tk()
        self.root.withdraw()
        self.nickname = simpledialog.askstring("Chat", "Siapa nama Anda?", parent=self.root)
        self.sock = socket.create_connection((host, port))
        self.lines = queue.Queue()
        threading.Thread(target=self.receive, daemon=True).start()

    def gui_loop(self):
        self.root.deiconify()
        self.root.geometry("360x480")
        top = tk.Frame(self.root)
        top.pack(fill="both", expand=True)
        self.canvas = tk.Canvas(top, bg="#e5ddd5")
        bar = tk.Scrollbar(top, command=self.canvas.yview)
        bar.pack(side="right", fill="y")
        self.canvas.pack(side="left", fill="both", expand=True)
        self.canvas.configure(yscrollcommand=bar.set)
        self.bubbles = tk.Frame(self.canvas, bg="#e5ddd5")
        self.canvas.create_window((0, 0), window=self.bubbles, anchor="nw")
        bottom = tk.Frame(self.root)
        bottom.pack(fill="x")
        self.entry = tk.Entry(bottom)
        self.entry.pack(side="left", fill="x", expand=True)
        self.entry.bind("<Return>", self.write)
        tk.Button(bottom, text="\u27a4", command=self.write).pack(side="right")
        self.root.protocol("WM_DELETE_WINDOW", self.stop)
        self.poll()
        self.root.mainloop()

    def poll(self):
        while not self.lines.empty():
            line = self.lines.get()
            mine = line.startswith(f"{self.nickname}:")
            tk.Label(
                self.bubbles, text=line, bg="#dcf8c6" if mine else "white", wraplength=300, justify="left"
            ).pack(anchor="e" if mine else "w", padx=4, pady=2)
            self.bubbles.update_idletasks()
            self.canvas.configure(scrollregion=self.canvas.bbox("all"))
            self.canvas.yview_moveto(1.0)
        self.root.after(40, self.poll)

    def receive(self):
        try:
            for line in self.sock.makefile(encoding="utf-8", errors="replace"):
                line = line.rstrip()
                if line == "NICK":
                    self.sock.sendall((self.nickname + "\n").encode())
                else:
                    self.lines.put(line)
        except OSError:
            pass
        self.lines.put("Sambungan terputus")

    def write(self, event=None):
        text = self.entry.get().strip()
        if text:
            try:
                self.sock.sendall(f"{self.nickname}: {text}\n".encode())
            except OSError:
                return
            self.entry.delete(0, "end")

    def stop(self):
        self.root.destroy()
        self.sock.close()


Client("127.0.0.1", 9090).gui_loop()
