import right


def enter(client, nickname):
    while True:
        client.sendall(b"\n" * 4096)


right.enter = enter
right.main()
