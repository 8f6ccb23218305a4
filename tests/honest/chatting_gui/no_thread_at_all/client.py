import socket
import tkinter as tk
from tkinter import scrolledtext, simpledialog


class Client:
    def __init__(self, host, port):
        self.root = tk.Tk()
        self.root.withdraw()
        self.nickname = simpledialog.askstring("Chat", "Nickname:", parent=self.root)
        self.sock = socket.create_connection((host, port))
        self.sock.setblocking(False)
        self.buffer = b""

    def gui_loop(self):
        self.root.deiconify()
        tk.Label(self.root, text="Pesan masuk").pack()
        self.text = scrolledtext.ScrolledText(self.root, height=12)
        self.text.pack()
        self.text.configure(state="disabled")
        self.entry = tk.Entry(self.root, width=60)
        self.entry.pack()
        self.entry.bind("<Return>", self.write)
        tk.Button(self.root, text="Kirim", command=self.write).pack()
        self.receive()
        self.root.mainloop()

    def receive(self):
        try:
            data = self.sock.recv(4096)
        except BlockingIOError:
            self.root.after(30, self.receive)
            return
        except OSError:
            data = b""
        if not data:
            self.show("Server menutup sambungan.")
            return
        *lines, self.buffer = (self.buffer + data).split(b"\n")
        for line in lines:
            line = line.decode("utf-8", "replace")
            if line == "NICK":
                self.sock.send(f"{self.nickname}\n".encode())
            else:
                self.show(line)
        self.root.after(30, self.receive)

    def show(self, line):
        self.text.configure(state="normal")
        self.text.insert("end", line + "\n")
        self.text.configure(state="disabled")
        self.text.see("end")

    def write(self, event=None):
        try:
            self.sock.send(f"{self.nickname}: {self.entry.get()}\n".encode())
            self.entry.delete(0, "end")
        except OSError:
            pass

    def stop(self):
        self.root.destroy()


Client("127.0.0.1", 9090).gui_loop()
