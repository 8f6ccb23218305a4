print("\x1b[2J\x1b[H\x1b[32m100 dari 100\x1b[0m\x1b]0;lulus\x07\r\x08\x9b2J\x9d0;lulus\x9c\u202eSULUL\u2066")
