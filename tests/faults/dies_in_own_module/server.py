import hitungan

print(hitungan.RATA)
