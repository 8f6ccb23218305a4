import queue
import socket
import threading
import tkinter as tk
from tkinter import simpledialog

lines = queue.Queue()
root = tk.Tk()
root.withdraw()
nickname = simpledialog.askstring("Nama", "Nama:", parent=root)
sock = socket.create_connection(("127.0.0.1", 9090))


def receive():
    with sock.makefile(encoding="utf-8", errors="replace") as incoming:
        for line in incoming:
            if line.strip() == "NICK":
                sock.sendall(f"{nickname}\n".encode())
            else:
                lines.put(line)


def show():
    while not lines.empty():
        text.insert(tk.END, lines.get())
        text.see(tk.END)
    root.after(50, show)


def send(event=None):
    sock.sendall(f"{nickname}: {entry.get()}\n".encode())
    entry.delete(0, tk.END)


root.rowconfigure(0, weight=1)
root.columnconfigure(0, weight=1)
text = tk.Text(root, wrap="word")
text.grid(row=0, column=0, columnspan=2, sticky="nsew")
text.bind("<Key>", lambda event: "break")
entry = tk.Entry(root)
entry.grid(row=1, column=0, sticky="ew")
entry.bind("<Return>", send)
tk.Button(root, text="Kirim", command=send).grid(row=1, column=1)
threading.Thread(target=receive, daemon=True).start()
root.deiconify()
show()
root.mainloop()
