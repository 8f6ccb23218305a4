import socket

import right

server = socket.create_server(("", 5005), family=socket.AF_INET6, dualstack_ipv6=True)
right.receive(server)
