import os
import socket
import threading
import tkinter
import tkinter.scrolledtext
from tkinter import simpledialog

HOST = "127.0.0.1"
PORT = 9090


class Client:
    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.connect((host, port))

        msg = tkinter.Tk()
        msg.withdraw()
        self.nickname = simpledialog.askstring("Nickname", "Please choose a nickname", parent=msg)
        msg.destroy()

        self.gui_done = threading.Event()
        self.running = True

        gui_thread = threading.Thread(target=self.gui_loop)
        receive_thread = threading.Thread(target=self.receive)
        gui_thread.start()
        receive_thread.start()

    def gui_loop(self):
        self.win = tkinter.Tk()
        self.win.configure(bg="lightgray")

        self.chat_label = tkinter.Label(self.win, text="Chat:", bg="lightgray")
        self.chat_label.config(font=("Arial", 12))
        self.chat_label.pack(padx=20, pady=5)

        self.text_area = tkinter.scrolledtext.ScrolledText(self.win)
        self.text_area.pack(padx=20, pady=5)
        self.text_area.config(state="disabled")

        self.msg_label = tkinter.Label(self.win, text="Message:", bg="lightgray")
        self.msg_label.config(font=("Arial", 12))
        self.msg_label.pack(padx=20, pady=5)

        self.input_area = tkinter.Text(self.win, height=3)
        self.input_area.bind("<Return>", self.enter)
        self.input_area.pack(padx=20, pady=5)

        self.send_button = tkinter.Button(self.win, text="Send", command=self.write)
        self.send_button.config(font=("Arial", 12))
        self.send_button.pack(padx=20, pady=5)

        self.win.protocol("WM_DELETE_WINDOW", self.stop)
        self.gui_done.set()
        self.win.mainloop()

    def enter(self, event):
        self.write()
        return "break"

    def write(self):
        message = f"{self.nickname}: {self.input_area.get('1.0', 'end').strip()}\n"
        self.sock.send(message.encode("utf-8"))
        self.input_area.delete("1.0", "end")

    def stop(self):
        self.running = False
        self.win.destroy()
        self.sock.close()
        os._exit(0)

    def receive(self):
        self.gui_done.wait()
        lines = self.sock.makefile(encoding="utf-8", errors="replace")
        while self.running:
            message = lines.readline()
            if not message:
                print("Server closed")
                break
            if message == "NICK\n":
                self.sock.send((self.nickname + "\n").encode("utf-8"))
            else:
                self.text_area.config(state="normal")
                self.text_area.insert("end", message)
                self.text_area.yview("end")
                self.text_area.config(state="disabled")


client = Client(HOST, PORT)
