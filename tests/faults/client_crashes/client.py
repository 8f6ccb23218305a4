import ctypes

input("Masukkan username: ")
ctypes.string_at(0)
