import queue
import socket
import threading
import tkinter as tk
from tkinter import scrolledtext, simpledialog

HOST, PORT = "127.0.0.1", 9090


class Client:
    def __init__(self, host, port):
        self.root = tk.Tk()
        self.root.withdraw()
        self.nickname = simpledialog.askstring("Nama", "Masukkan nama", parent=self.root)
        self.sock = socket.create_connection((host, port))
        self.queue = queue.Queue()

    def gui_loop(self):
        self.area = scrolledtext.ScrolledText(self.root, state="disabled")
        self.area.grid(row=0, column=0, columnspan=2)
        self.entry = tk.Entry(self.root)
        self.entry.grid(row=1, column=0, sticky="we")
        self.entry.bind("<Return>", lambda event: self.write())
        tk.Button(self.root, text="Kirim", command=self.write).grid(row=1, column=1)
        self.root.bind("<<Datang>>", self.show)
        self.root.protocol("WM_DELETE_WINDOW", self.stop)
        self.root.deiconify()
        threading.Thread(target=self.receive, daemon=True).start()
        self.root.mainloop()

    def receive(self):
        lines = self.sock.makefile(encoding="utf-8", errors="replace")
        try:
            for line in lines:
                line = line.rstrip("\n")
                if line == "NICK":
                    self.sock.sendall(f"{self.nickname}\n".encode())
                else:
                    self.queue.put(line)
                    self.root.event_generate("<<Datang>>", when="tail")
        except (OSError, RuntimeError, tk.TclError):
            pass

    def show(self, event):
        while not self.queue.empty():
            self.area.configure(state="normal")
            self.area.insert("end", self.queue.get() + "\n")
            self.area.configure(state="disabled")
            self.area.yview_moveto(1)

    def write(self):
        try:
            self.sock.sendall(f"{self.nickname}: {self.entry.get()}\n".encode())
            self.entry.delete(0, tk.END)
        except OSError as error:
            print(error)

    def stop(self):
        self.root.destroy()


Client(HOST, PORT).gui_loop()
