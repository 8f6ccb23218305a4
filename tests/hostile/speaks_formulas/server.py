import sys

for formula in ("=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "=HYPERLINK(0)", "\uff1d1+1"):
    print(formula)
sys.exit("=1+1")
