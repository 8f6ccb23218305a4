"""Server untuk café kampus."""

import right

assert "é" == chr(233)
right.main()
