raise ValueError("{who}{0}{nothing!r}" + "a" * 50_000)
