import queue
import socket
import threading
import tkinter as tk
from tkinter import scrolledtext


class NameDialog(tk.Toplevel):
    def __init__(self, parent):
        super().__init__(parent)
        self.title("Masuk")
        self.name = None
        tk.Label(self, text="Username").grid(row=0, column=0)
        self.entry = tk.Entry(self)
        self.entry.grid(row=0, column=1)
        tk.Button(self, text="Batal", command=self.destroy).grid(row=1, column=0)
        tk.Button(self, text="Masuk", command=self.ok).grid(row=1, column=1)
        self.entry.bind("<Return>", lambda event: self.ok())
        self.transient(parent)
        self.wait_visibility()
        self.grab_set()
        self.entry.focus_set()

    def ok(self):
        self.name = self.entry.get()
        self.destroy()


class Client(tk.Tk):
    def __init__(self, host, port):
        super().__init__()
        self.title("Chat Room")
        self.lines = queue.Queue()
        self.area = scrolledtext.ScrolledText(self, state="disabled")
        self.area.pack(fill="both", expand=True)
        bottom = tk.Frame(self)
        bottom.pack(fill="x")
        self.entry = tk.Entry(bottom)
        self.entry.pack(side="left", fill="x", expand=True)
        self.entry.bind("<Return>", self.write)
        tk.Button(bottom, text="Kirim", command=self.write).pack(side="right")
        dialog = NameDialog(self)
        self.wait_window(dialog)
        self.nickname = dialog.name
        self.sock = socket.create_connection((host, port))
        self.protocol("WM_DELETE_WINDOW", self.stop)
        threading.Thread(target=self.receive, daemon=True).start()
        self.after(20, self.poll)

    def receive(self):
        try:
            for line in self.sock.makefile(encoding="utf-8", errors="replace"):
                line = line.rstrip("\r\n")
                if line == "NICK":
                    self.sock.sendall(f"{self.nickname}\n".encode())
                else:
                    self.lines.put(line)
        except OSError:
            pass
        self.lines.put("(server tidak ada lagi)")

    def poll(self):
        try:
            while True:
                line = self.lines.get_nowait()
                self.area["state"] = "normal"
                self.area.insert("end", line + "\n")
                self.area["state"] = "disabled"
                self.area.see("end")
        except queue.Empty:
            self.after(20, self.poll)

    def write(self, event=None):
        try:
            self.sock.sendall(f"{self.nickname}: {self.entry.get()}\n".encode())
        except OSError:
            return
        self.entry.delete(0, tk.END)

    def stop(self):
        self.sock.close()
        self.destroy()


Client("127.0.0.1", 9090).mainloop()
