print("a" * 50_000)
