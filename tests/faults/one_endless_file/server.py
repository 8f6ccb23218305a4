import right

try:
    with open("catatan.txt", "wb", buffering=0) as file:
        while True:
            file.write(bytes(1_000_000))
except OSError as error:
    print(error)
right.main()
