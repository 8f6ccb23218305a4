jumlah = 0

RATA = 100 / jumlah
