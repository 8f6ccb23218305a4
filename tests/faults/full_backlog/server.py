import socket
import threading

server = socket.socket()
server.bind(("", 5005))
server.listen(1)
threading.Event().wait()
