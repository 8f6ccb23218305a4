import queue
import socket
import threading
import tkinter as tk
from tkinter import scrolledtext, simpledialog


class Client:
    def __init__(self, host, port):
        self.sock = socket.create_connection((host, port))
        self.root = tk.Tk()
        self.root.title("Obrolan")
        self.lines = queue.Queue()
        self.gui_loop()

    def gui_loop(self):
        self.text = scrolledtext.ScrolledText(self.root, state="disabled")
        self.text.pack()
        self.entry = tk.Entry(self.root)
        self.entry.pack(side="left", expand=True, fill="x")
        self.entry.bind("<Return>", self.write)
        tk.Button(self.root, text="Kirim", command=self.write).pack(side="left")
        self.root.update()
        self.nickname = simpledialog.askstring("Nama", "Nama Anda", parent=self.root)
        threading.Thread(target=self.receive, daemon=True).start()
        self.poll()
        self.root.mainloop()

    def receive(self):
        try:
            for line in self.sock.makefile(encoding="utf-8", errors="replace"):
                self.lines.put(line.rstrip("\n"))
        except OSError:
            pass
        self.lines.put(None)

    def poll(self):
        while not self.lines.empty():
            line = self.lines.get()
            if line is None:
                print("Server menutup sambungan.")
                self.stop()
                return
            if line == "NICK":
                self.sock.sendall(f"{self.nickname}\n".encode())
                continue
            self.text["state"] = "normal"
            self.text.insert("end", line + "\n")
            self.text["state"] = "disabled"
            self.text.see("end")
        self.root.after(50, self.poll)

    def write(self, event=None):
        self.sock.sendall(f"{self.nickname}: {self.entry.get()}\n".encode())
        self.entry.delete(0, "end")

    def stop(self):
        self.root.destroy()
        self.sock.close()


Client("127.0.0.1", 9090)
