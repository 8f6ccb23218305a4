with open("besar.py", "w") as file:
    file.write("x = [" + "(1 if 2 else 3)," * 1_900_000 + "]\n")
import besar
