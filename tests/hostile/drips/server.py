import socket
import threading
import time

import right


class Dripping(socket.socket):
    def sendall(self, data):
        for number in range(len(data)):
            time.sleep(1.7)
            self.send(data[number : number + 1])


accept = socket.socket.accept


def accept_dripping(server):
    client, address = accept(server)
    return Dripping(fileno=client.detach()), address


socket.socket.accept = accept_dripping
right.main()
