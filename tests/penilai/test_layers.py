"""The table of architecture.md: a module imports only from those above it, and only those named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "penilai"

# module: what of ours it may import, from bottom to top
TABLE = {
    "errors": "",
    "language": "",
    "handout": "",
    "outcome": "",
    "events": "",
    "words": "",
    "wording": "",
    "times": "wording",
    "arguments": "",
    "clock": "",
    "advice": "language",
    "stage": "errors language",
    "story": "events language",
    "sandbox": "",
    "wire": "events language story wording",
    "console": "events language sandbox story wording",
    "connect": "console events language sandbox story",
    "stamp": "language times wire",
    "launch": "clock console events language sandbox story wire words",
    "guest": "language launch stamp story times wire wording",
    "room": "connect events guest language launch story wire",
    "meeting": "connect events guest language room story wire",
    "visit": "connect events language launch story wire",
    "early": "language launch room story",
    "score": "outcome",
    "marking": "advice clock console early language launch outcome sandbox stage story words",
    "plugin": "clock early language launch marking meeting outcome room sandbox stage visit",
    "jobs": "outcome plugin sandbox",
    "worker": "jobs language plugin sandbox stage",
    "grade": "errors language outcome stage",
    "report": "language outcome score",
    "live": "outcome report",
    "cek": "errors grade language live outcome report score stage",
    "cli": "arguments cek errors language",
    "__main__": "cli",
}
# who alone may know what
ALONE = {
    "pytest": {"plugin", "jobs", "worker"},
    "rich": {"report", "live"},
    "subprocess": {"sandbox", "grade"},
    "psutil": {"sandbox"},
    "socket": {"sandbox", "wire", "connect", "guest", "room", "visit", "console"},
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The row of the table that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The absolute module names that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
            if node.module == "penilai":
                found |= {f"penilai.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_a_module_imports_only_what_the_table_says(path: Path) -> None:
    row = name_of(path)
    if row == "__init__":
        return
    assert row in TABLE, f"{row} is not in the table: give it a row and one job"
    ours = {name.split(".")[1] for name in imported(path) if name.startswith("penilai.")}
    allowed = {*TABLE[row].split(), row, "__version__"}
    assert ours <= allowed, f"{row} imports {sorted(ours - allowed)}: upwards only"


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_only_these_know_a_library(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    for library, allowed in ALONE.items():
        if library in tops:
            assert name_of(path) in allowed, f"{name_of(path)} imports {library}"


def test_the_table_goes_one_way() -> None:
    order = list(TABLE)
    for row, names in TABLE.items():
        for name in names.split():
            assert order.index(name) < order.index(row), f"{row} imports {name}, which is below it"


def test_every_row_is_a_module() -> None:
    rows = {name_of(path) for path in modules()} - {"__init__"}
    assert rows == set(TABLE), rows ^ set(TABLE)
