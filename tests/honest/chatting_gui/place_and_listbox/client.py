import queue
import socket
import threading
from tkinter import Button, Entry, Label, Listbox, StringVar, Tk, simpledialog

baris = queue.Queue()

root = Tk()
root.title("Aplikasi Chat")
root.geometry("420x380")
root.resizable(False, False)
nama = simpledialog.askstring("Login", "Masukkan nama", parent=root)
sock = socket.create_connection(("localhost", 9090))


def terima():
    try:
        for line in sock.makefile(encoding="utf-8", errors="replace"):
            baris.put(line.strip())
    except OSError:
        pass
    baris.put("*** server terputus ***")


def cek():
    while not baris.empty():
        line = baris.get()
        if line == "NICK":
            sock.sendall((nama + "\n").encode())
        else:
            listbox.insert("end", line)
            listbox.see("end")
    root.after(100, cek)


def kirim(event=None):
    if isi.get():
        try:
            sock.sendall(f"{nama}: {isi.get()}\n".encode())
        except OSError:
            return
        isi.set("")


Label(root, text="RUANG CHAT", font=("Arial", 14, "bold")).place(x=140, y=5)
listbox = Listbox(root)
listbox.place(x=10, y=40, width=400, height=280)
isi = StringVar()
Entry(root, textvariable=isi).place(x=10, y=335, width=300, height=30)
Button(root, text="KIRIM", bg="green", fg="white", command=kirim).place(x=320, y=335, width=90, height=30)
root.bind("<Return>", kirim)
root.protocol("WM_DELETE_WINDOW", root.quit)
threading.Thread(target=terima, daemon=True).start()
cek()
root.mainloop()
