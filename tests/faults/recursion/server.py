def mulai():
    return mulai()


mulai()
