import sys

sys.stdout.buffer.write(b"\xff\xfe\x00\xc3\xed\xa0\x80\xf0\x9f\x9a\n\xc0\x80\xfe\xff\xf4\x90\x80\x80\n")
sys.stderr.buffer.write(b'Traceback (most recent call last):\n  File "server.py", line 4, in \xff\nValueError: \xed\xb0\x80\x00\xff\n')
sys.stdout.flush()
raise ValueError("\ud800\udcff\x00\uffff")
