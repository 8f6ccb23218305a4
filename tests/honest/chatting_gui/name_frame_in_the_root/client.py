import queue
import socket
import threading
import tkinter as tk
from tkinter import scrolledtext, ttk

root = tk.Tk()
root.title("Obrolan")
root.geometry("500x400")
lines = queue.Queue()
state = {}


def login(event=None):
    state["name"] = name_entry.get().strip()
    if not state["name"]:
        return
    state["sock"] = socket.create_connection(("127.0.0.1", 9090))
    login_frame.pack_forget()
    chat_frame.pack(fill="both", expand=True)
    entry.focus()
    threading.Thread(target=receive, daemon=True).start()
    show()


def receive():
    with state["sock"].makefile("rb") as incoming:
        for line in incoming:
            lines.put(line.decode("utf-8", "replace").strip())
    lines.put("Server sudah tidak ada.")


def show():
    while not lines.empty():
        line = lines.get()
        if line == "NICK":
            state["sock"].sendall(state["name"].encode() + b"\n")
            continue
        text.config(state="normal")
        text.insert("end", line + "\n")
        text.config(state="disabled")
        text.see("end")
    root.after(30, show)


def send(event=None):
    words = entry.get()
    if words:
        state["sock"].sendall(f"{state['name']}: {words}\n".encode())
        entry.delete(0, "end")


login_frame = ttk.Frame(root)
ttk.Label(login_frame, text="Selamat datang di ruang obrolan!").pack(pady=20)
ttk.Label(login_frame, text="Nama:").pack()
name_entry = ttk.Entry(login_frame)
name_entry.pack()
name_entry.bind("<Return>", login)
ttk.Button(login_frame, text="Mulai Chat", command=login).pack(pady=10)
login_frame.pack()

chat_frame = ttk.Frame(root)
text = scrolledtext.ScrolledText(chat_frame, state="disabled", height=10)
text.pack(fill="both", expand=True)
entry = ttk.Entry(chat_frame)
entry.pack(side="left", fill="x", expand=True)
entry.bind("<Return>", send)
ttk.Button(chat_frame, text="Kirim Pesan", command=send).pack(side="right")

root.mainloop()
