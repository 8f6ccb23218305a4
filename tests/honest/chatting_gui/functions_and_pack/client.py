import socket
import threading
import tkinter
from tkinter import simpledialog

HOST = "127.0.0.1"
PORT = 9090

window = tkinter.Tk()
window.withdraw()
nickname = simpledialog.askstring("Nickname", "Silakan pilih nickname", parent=window)

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((HOST, PORT))


def show(message):
    messages.config(state=tkinter.NORMAL)
    messages.insert(tkinter.END, message + "\n")
    messages.config(state=tkinter.DISABLED)
    messages.yview(tkinter.END)


def receive():
    buffer = b""
    while True:
        try:
            data = client.recv(1024)
        except OSError:
            break
        if not data:
            break
        buffer += data
        while b"\n" in buffer:
            line, buffer = buffer.split(b"\n", 1)
            message = line.decode("utf-8", "replace").strip()
            if message == "NICK":
                client.send((nickname + "\n").encode("utf-8"))
            else:
                show(message)


def send(event=None):
    text = entry.get()
    entry.delete(0, tkinter.END)
    try:
        client.send(f"{nickname}: {text}\n".encode("utf-8"))
    except OSError:
        pass


def on_closing():
    client.close()
    window.destroy()


window.deiconify()
window.title("Chat")
frame = tkinter.Frame(window)
scrollbar = tkinter.Scrollbar(frame)
messages = tkinter.Text(frame, height=15, width=50, yscrollcommand=scrollbar.set, state=tkinter.DISABLED)
scrollbar.pack(side=tkinter.RIGHT, fill=tkinter.Y)
messages.pack(side=tkinter.LEFT, fill=tkinter.BOTH)
frame.pack()
entry = tkinter.Entry(window, width=40)
entry.bind("<Return>", send)
entry.pack(side=tkinter.LEFT)
button = tkinter.Button(window, text="Send", command=send)
button.pack(side=tkinter.RIGHT)
window.protocol("WM_DELETE_WINDOW", on_closing)

threading.Thread(target=receive, daemon=True).start()
window.mainloop()
