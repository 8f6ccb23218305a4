# -*- coding: kacau -*-
import socket

server = socket.create_server(("", 5005))
