import queue
import socket
import threading
import tkinter as tk
from tkinter import messagebox, scrolledtext, simpledialog

root = tk.Tk()
root.withdraw()
host = simpledialog.askstring("Server", "Alamat IP server:", initialvalue="127.0.0.1", parent=root)
port = simpledialog.askinteger("Server", "Port:", initialvalue=9090, parent=root)
name = simpledialog.askstring("Nama", "Masukkan username:", parent=root)
try:
    sock = socket.create_connection((host, port))
except OSError:
    messagebox.showerror("Gagal", "Server tidak ditemukan")
    raise SystemExit(1)

incoming = queue.Queue()


def receive():
    try:
        for line in sock.makefile(encoding="utf-8", errors="replace"):
            incoming.put(line.rstrip("\n"))
    except OSError:
        pass
    incoming.put(None)


def update():
    while not incoming.empty():
        line = incoming.get()
        if line is None:
            status["text"] = "Terputus dari server"
            button["state"] = "disabled"
        elif line == "NICK":
            sock.sendall(f"{name}\n".encode())
        else:
            chat["state"] = "normal"
            chat.insert("end", line + "\n")
            chat["state"] = "disabled"
            chat.see("end")
    root.after(50, update)


def send(event=None):
    if entry.get().strip():
        sock.sendall(f"{name}: {entry.get()}\n".encode())
        entry.delete(0, "end")


root.deiconify()
root.title(f"{name} @ {host}:{port}")
status = tk.Label(root, text=f"Terhubung ke {host}:{port}", anchor="w")
status.pack(fill="x")
chat = scrolledtext.ScrolledText(root, state="disabled", height=15)
chat.pack(fill="both", expand=True)
entry = tk.Entry(root)
entry.pack(fill="x")
entry.bind("<Return>", send)
button = tk.Button(root, text="Kirim", command=send)
button.pack()
threading.Thread(target=receive, daemon=True).start()
update()
root.mainloop()
sock.close()
