import queue
import socket
import threading
import tkinter
import tkinter.scrolledtext
from tkinter import simpledialog

HOST = "127.0.0.1"
PORT = 9090


class Client:
    def __init__(self, host, port):
        self.win = tkinter.Tk()
        self.win.withdraw()
        self.nickname = simpledialog.askstring("Nickname", "Pilih nickname", parent=self.win)
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.connect((host, port))
        self.messages = queue.Queue()
        self.running = True
        self.gui_loop()

    def gui_loop(self):
        self.win.deiconify()
        self.chat_label = tkinter.Label(self.win, text="Chat:")
        self.chat_label.pack(padx=20, pady=5)
        self.text_area = tkinter.scrolledtext.ScrolledText(self.win)
        self.text_area.pack(padx=20, pady=5)
        self.text_area.config(state="disabled")
        self.msg_label = tkinter.Label(self.win, text="Pesan:")
        self.msg_label.pack(padx=20, pady=5)
        self.input_area = tkinter.Entry(self.win, width=60)
        self.input_area.pack(padx=20, pady=5)
        self.input_area.bind("<Return>", self.write)
        self.send_button = tkinter.Button(self.win, text="Kirim", command=self.write())
        self.send_button.pack(padx=20, pady=5)
        self.win.protocol("WM_DELETE_WINDOW", self.stop)
        receive_thread = threading.Thread(target=self.receive, daemon=True)
        receive_thread.start()
        self.show_messages()
        self.win.mainloop()

    def write(self, event=None):
        message = self.input_area.get()
        try:
            self.sock.sendall(f"{self.nickname}: {message}\n".encode("utf-8"))
        except OSError:
            return
        self.input_area.delete(0, "end")

    def stop(self):
        self.running = False
        self.win.destroy()
        self.sock.close()

    def receive(self):
        lines = self.sock.makefile(encoding="utf-8", errors="replace")
        while self.running:
            try:
                message = lines.readline()
            except OSError:
                break
            if not message:
                break
            message = message.strip()
            if message == "NICK":
                self.sock.sendall(f"{self.nickname}\n".encode("utf-8"))
            else:
                self.messages.put(message)

    def show_messages(self):
        while not self.messages.empty():
            message = self.messages.get()
            self.text_area.config(state="normal")
            self.text_area.insert("end", message + "\n")
            self.text_area.config(state="disabled")
            self.text_area.yview("end")
        self.win.after(50, self.show_messages)


client = Client(HOST, PORT)
