import subprocess
import sys

subprocess.run([sys.executable, "right.py"])
