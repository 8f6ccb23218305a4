print("tes saya semua lulus")
