import socket
import threading

server = socket.socket()
server.bind(("", 5005))
print("Server mendengarkan...")
threading.Event().wait()
