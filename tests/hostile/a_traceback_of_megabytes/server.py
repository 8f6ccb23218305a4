def fail(depth):
    try:
        if depth == 0:
            raise KeyError("akar" + "k" * 10_000)
        fail(depth - 1)
    except Exception as error:
        raise ValueError(f"lapisan {depth} " + "p" * 10_000) from error


fail(300)
