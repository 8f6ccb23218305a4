"""`python -m penilai` is the command `penilai`."""

import sys

from penilai.cli import main

if __name__ == "__main__":
    sys.exit(main())
