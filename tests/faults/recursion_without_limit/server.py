import sys

sys.setrecursionlimit(10**9)


def mulai():
    return mulai()


mulai()
