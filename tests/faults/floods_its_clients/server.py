import right


def enter(client, nickname):
    while True:
        client.sendall(b"banjir\n" * 500)


right.enter = enter
right.main()
