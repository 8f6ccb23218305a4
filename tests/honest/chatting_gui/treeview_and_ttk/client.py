import queue
import socket
import threading
import tkinter as tk
from tkinter import simpledialog, ttk

arrived = queue.Queue()
root = tk.Tk()
root.withdraw()
nick = simpledialog.askstring("Welcome", "Your name?", parent=root)
conn = socket.create_connection(("localhost", 9090))


def receive():
    try:
        for line in conn.makefile(encoding="utf-8", errors="replace"):
            arrived.put(line.strip())
    except OSError:
        pass
    arrived.put("The server is gone.")


def show():
    while not arrived.empty():
        line = arrived.get()
        if line == "NICK":
            conn.sendall(f"{nick}\n".encode())
            continue
        who, colon, what = line.partition(": ")
        values = (f"{who}:", what) if colon else ("", line)
        tree.see(tree.insert("", "end", values=values))
    root.after(50, show)


def submit(event=None):
    text = box.get().strip()
    if text:
        try:
            conn.sendall(f"{nick}: {text}\n".encode())
        except OSError:
            return
        box.delete(0, "end")


def bye():
    conn.close()
    root.destroy()


tree = ttk.Treeview(root, columns=("who", "what"), show="headings")
tree.heading("who", text="Who")
tree.heading("what", text="What")
tree.pack(fill="both", expand=True)
line = ttk.Frame(root)
line.pack(fill="x")
ttk.Label(line, text="Message").pack(side="left")
box = ttk.Entry(line)
box.pack(side="left", fill="x", expand=True)
box.bind("<Return>", submit)
ttk.Button(line, text="Submit", command=submit).pack(side="left")
root.protocol("WM_DELETE_WINDOW", bye)
threading.Thread(target=receive, daemon=True).start()
root.deiconify()
show()
root.mainloop()
