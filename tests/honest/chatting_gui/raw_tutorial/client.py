import socket
import threading
import tkinter
import tkinter.scrolledtext
from tkinter import simpledialog


class Client:
    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.connect((host, port))
        self.win = tkinter.Tk()
        self.win.withdraw()
        self.nickname = simpledialog.askstring("Nickname", "Pilih nickname", parent=self.win)
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
        self.input_area = tkinter.Entry(self.win)
        self.input_area.pack(padx=20, pady=5)
        self.input_area.bind("<Return>", lambda event: self.write())
        self.send_button = tkinter.Button(self.win, text="Kirim", command=self.write)
        self.send_button.pack(padx=20, pady=5)
        self.win.protocol("WM_DELETE_WINDOW", self.stop)
        threading.Thread(target=self.receive, daemon=True).start()
        self.win.mainloop()

    def write(self):
        message = f"{self.nickname}: {self.input_area.get()}"
        self.sock.send(message.encode("utf-8"))
        self.input_area.delete(0, "end")

    def stop(self):
        self.running = False
        self.win.destroy()
        self.sock.close()

    def receive(self):
        while self.running:
            try:
                message = self.sock.recv(1024).decode("utf-8")
            except OSError:
                break
            if not message:
                break
            if message == "NICK":
                self.sock.send(self.nickname.encode("utf-8"))
            else:
                self.text_area.config(state="normal")
                self.text_area.insert("end", message + "\n")
                self.text_area.yview("end")
                self.text_area.config(state="disabled")


Client("127.0.0.1", 9090)
