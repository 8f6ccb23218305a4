import right

enter = right.enter


def enter_with_a_burden(client, nickname):
    client.sendall(b"x" * 10_000_000 + b"\n")
    enter(client, nickname)


right.enter = enter_with_a_burden
right.main()
