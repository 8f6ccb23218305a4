import socket

import colorama_kampus

server = socket.create_server(("", 5005))
