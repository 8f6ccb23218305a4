import socket

import right

chat = right.chat


def chat_urgently(client, lines):
    client.send(b"!", socket.MSG_OOB)
    client.send(b"")
    chat(client, lines)


right.chat = chat_urgently
right.main()
