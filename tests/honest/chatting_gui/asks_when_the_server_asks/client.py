import queue
import socket
import threading
import tkinter as tk
from tkinter import scrolledtext, simpledialog

lines = queue.Queue()
nickname = None
sock = socket.create_connection(("127.0.0.1", 9090))
root = tk.Tk()
root.title("Chat")


def receive():
    try:
        for line in sock.makefile(encoding="utf-8", errors="replace"):
            lines.put(line.rstrip("\r\n"))
    except OSError:
        pass
    lines.put("(selesai)")


def poll():
    global nickname
    while not lines.empty():
        line = lines.get()
        if line == "NICK":
            nickname = simpledialog.askstring("NICK", "Server menanyakan nama Anda:", parent=root)
            sock.sendall(f"{nickname}\n".encode())
        else:
            text.configure(state="normal")
            text.insert("end", f"{line}\n")
            text.configure(state="disabled")
            text.see("end")
    root.after(50, poll)


def send(event=None):
    if nickname and entry.get():
        try:
            sock.sendall(f"{nickname}: {entry.get()}\n".encode())
        except OSError:
            return
        entry.delete(0, "end")


text = scrolledtext.ScrolledText(root, state="disabled")
text.pack()
entry = tk.Entry(root)
entry.pack(fill="x")
entry.bind("<Return>", send)
tk.Button(root, text="Kirim", command=send).pack()
threading.Thread(target=receive, daemon=True).start()
root.after(50, poll)
root.mainloop()
