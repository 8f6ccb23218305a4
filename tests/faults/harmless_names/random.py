ANGKA = 4  # dipilih dengan lemparan dadu yang adil
