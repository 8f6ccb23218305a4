import os

held = []
for number in range(64):
    held.append(os.memfd_create(f"beban{number}"))
    os.write(held[-1], bytes(32 << 20))
