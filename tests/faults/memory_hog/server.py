hoard = []
while len(hoard) < 200:
    hoard.append(b"x" * 10_000_000)
