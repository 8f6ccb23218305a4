antrean = []
