import ctypes
import mmap

code = bytes.fromhex("b836010000bb00000010cd80c3")  # unshare(CLONE_NEWUSER) by int 0x80
memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
memory.write(code)
result = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()
print("BOCOR:" if result == 0 else "gagal:", result)
