import right

enter, broadcast = right.enter, right.broadcast


def enter_and_all_gone(client, nickname):
    enter(client, nickname)
    for name in right.nicknames:
        broadcast(f"{name} keluar!")


def leave_in_silence(client):
    with right.lock:
        index = right.clients.index(client)
        right.clients.pop(index)
        right.nicknames.pop(index)


right.enter, right.leave = enter_and_all_gone, leave_in_silence
right.main()
