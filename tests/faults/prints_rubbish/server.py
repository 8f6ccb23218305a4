import sys

import right


def print_rubbish(text):
    sys.stdout.buffer.write(b"\0\0\xff\xfe\x80\xc3(\xed\xa0\x80 " + text.encode() + b"\n")
    sys.stdout.buffer.flush()


right.print = print_rubbish
right.main()
