import socket
import time

time.sleep(3600)
server = socket.create_server(("", 5005))
