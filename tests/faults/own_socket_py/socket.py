import socket

percobaan = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
percobaan.connect(("127.0.0.1", 80))
