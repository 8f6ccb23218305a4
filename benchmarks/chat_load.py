"""How much chat the model servers carry: lines a second, delay, losses, memory; see README.md.

Run as `python benchmarks/chat_load.py` in the environment that penilai is installed in. Prints a
table in Markdown. Ends with 0 if no line was lost and none came twice, with 1 if not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from load.measure import IN_FLIGHT, Row, row
from load.people import Gone
from load.plot import svg
from load.served import WAYS

FILES = 4096  # a thousand connections at both ends, and some more
HEAD = (
    "| server | clients | thousand lines/s | median, ms | p99, ms | lost | MiB | crowd busy |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1.5, help="for each of both parts, 1.5")
    parser.add_argument("--most", type=int, default=1000, metavar="N", help="clients, 1000")
    parser.add_argument("--only", default="", metavar="WORD", help="only ways with this word")
    parser.add_argument("--seed", type=int, default=1, help="who speaks when, 1")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a picture (SVG)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows")
    options = parser.parse_args()
    allow_many_connections()
    began = time.monotonic()
    print(HEAD)
    rows = [shown(measured) for measured in all_rows(options)]
    print(f"\n{machine()}; {time.monotonic() - began:.0f} s in all, load {os.getloadavg()[0]:.1f}.")
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")
    if options.plot and rows:
        options.plot.write_text(svg(rows), encoding="utf-8")
    return int(any(row.lost or row.twice for row in rows))


def all_rows(options: argparse.Namespace) -> Iterator[Row]:
    """Small rooms first, the ways side by side: so they meet the same noise."""
    chosen = [way for way in WAYS if options.only in way.title and way.program.exists()]
    for size in sorted({size for way in chosen for size in way.sizes}):
        for way in chosen:
            if size in way.sizes and size <= options.most:
                try:
                    yield row(way, size, options.seconds, options.seed)
                except Gone as error:
                    raise SystemExit(f"{way.title}, {size} clients: {error}") from error


def shown(row: Row) -> Row:
    """Print a row as soon as it is there."""
    lost = f"{row.lost}" + (f", {row.twice} twice" if row.twice else "")
    delays = f"{row.median:.2f} | {row.p99:.2f}"
    cells = f"{row.rate / 1000:.1f} | {delays} | {lost} | {row.memory:.0f} | {row.busy:.0%}"
    print(f"| {row.way} | {row.clients:,} | {cells} |", flush=True)
    return row


def allow_many_connections() -> None:
    """Open files, for us and for the servers that we start."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def machine() -> str:
    release = ".".join(platform.release().split(".")[:2])
    return (
        f"{os.cpu_count()} processors, {platform.system()} {release}, "
        f"{platform.python_implementation()} {platform.python_version()}; "
        f"{IN_FLIGHT} lines in flight"
    )


if __name__ == "__main__":
    sys.exit(main())
