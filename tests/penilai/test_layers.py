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
    "wording": "",
    "words": "wording",
    "times": "wording",
    "arguments": "",
    "clock": "",
    "advice": "language",
    "stage": "errors language",
    "submission": "language stage",
    "handing_out": "errors handout language stage",
    "disk": "errors language",
    "writing": "disk errors language",
    "written": "disk language",
    "template": "errors handing_out language stage",
    "repository": "language writing",
    "story": "events language",
    "book": "language outcome",
    "handin": "book",
    "fingerprint": "stage",
    "sandbox": "",
    "stream": "events",
    "wire": "events language story stream wording",
    "peer": "events language story wire wording",
    "console": "events language sandbox story wording",
    "connect": "console events language sandbox story",
    "stamp": "language peer times",
    "devtools": "events sandbox",
    "page": "devtools",
    "tunnel": "events sandbox",
    "tabs": "devtools events page sandbox tunnel",
    "launch": "clock console events language sandbox story tabs wire words",
    "guest": "language launch peer stamp story times wire wording",
    "command": "events guest language story wire wording",
    "room": "command connect events guest language launch story wire wording",
    "door": "events guest language launch room story wire wording",
    "tcl": "events",
    "x11": "tcl",
    "tksend": "events tcl x11",
    "tkagents": "events tcl",
    "widgets": "",
    "gestures": "widgets",
    "finding": "widgets wording",
    "eyes": "events sandbox tcl widgets",
    "meeting": "connect events guest language room story wire",
    "visit": "connect events language launch peer story wire",
    "pane": (
        "connect events eyes finding gestures language peer sandbox story tcl tkagents tksend "
        "visit widgets wire x11"
    ),
    "introduction": "connect events finding gestures language pane peer story wire",
    "window": "events eyes finding gestures introduction language story wire",
    "order": "events guest language room story wording",
    "moderated": "guest language launch order room story wording",
    "login": "connect events language launch peer visit wire wording",
    "early": "language launch room story",
    "webpage": "",
    "browsing": "events language story stream webpage",
    "webwire": "events story stream wording",
    "webroom": "browsing connect events language launch story stream webwire",
    "reader": "browsing events language story webpage webroom wording words",
    "visitor": "events language reader story webroom webwire wording",
    "look": "devtools events language stage story tabs visitor webroom wording",
    "obrolan": "browsing events language launch look reader story visitor webroom webwire wording",
    "publik": "browsing events language look reader story visitor webroom wording",
    "segments": "story",
    "rungs": "language segments story wording",
    "crowd": "rungs segments story",
    "ladder": "crowd rungs segments story",
    "sketch": "ladder rungs segments story",
    "strokes": "ladder language rungs segments story",
    "score": "outcome",
    "marks": "book outcome score",
    "reasons": "book outcome words",
    "statistics": "book marks outcome",
    "naming": "",
    "cells": "story",
    "sheet": "errors language",
    "matching": "book",
    "filenames": "language story",
    "hoard": "filenames language submission",
    "zips": "filenames hoard language",
    "packing": "hoard language",
    "tars": "filenames hoard language packing",
    "archives": "hoard language tars zips",
    "folders": "archives filenames hoard language submission",
    "whose": "book filenames language matching",
    "wrapping": "filenames hoard whose zips",
    "collection": "archives disk errors filenames folders hoard language whose wrapping zips",
    "roster": "book disk errors language matching sheet",
    "labels": "",
    "homes": "filenames hoard language stage submission",
    "locating": "hoard homes labels language stage submission",
    "intake": (
        "book collection errors filenames handin hoard homes labels language locating stage whose"
    ),
    "feedback": "book cells language marks outcome score",
    "problems": "book cells language marks",
    "zipping": "",
    "hints": "errors language stage",
    "progress": "disk outcome score",
    "starter": "disk stage",
    "workspace": "disk errors handing_out language outcome progress stage starter",
    "opening": "disk errors handing_out language stage starter workspace submission",
    "grading": "clock early language launch outcome sandbox stage story submission tabs words",
    "marking": "advice console grading language launch outcome sandbox story",
    "gradings": "clock errors grading launch sandbox stage submission",
    "fixtures": "door early gradings launch login meeting moderated room visit",  # and LATE
    "plugin": "errors gradings language marking outcome story",
    "orders": "",
    "jobs": "errors gradings language orders outcome plugin sandbox stage submission",
    "worker": "jobs language plugin sandbox stage",
    "grade": "errors language outcome stage submission",
    "warm": "grade stage",
    "crew": "",
    "classroom": ("crew errors fingerprint grade language outcome score stage submission warm"),
    "cluster": "classroom errors language",
    "engines": "classroom cluster errors language sandbox warm",
    "examples": "book disk errors grade outcome reasons stage story submission",
    "report": "disk language outcome score",
    "live": "outcome report",
    "pages": "disk language story",
    "diagram": "disk errors ladder language pages strokes",
    "output": "diagram disk errors ladder language outcome report score sketch story",
    "road": "language outcome report",
    "afterwards": "language outcome score stage workspace submission",
    "cek": "afterwards errors grade language live outcome output report score stage workspace",
    "recorder": "errors language sandbox story",
    "onlooker": "language recorder sandbox story",
    "observed": "ladder rungs sketch story",
    "endings": "",
    "amati": (
        "cek diagram disk endings errors ladder language observed onlooker recorder report sandbox "
        "stage story submission"
    ),
    "mulai": "language opening starter workspace",
    "lanjut": "grade language live opening outcome report road score stage starter workspace",
    "peta": "language progress report road stage workspace",
    "petunjuk": "errors hints language outcome report road stage workspace",
    "ulangi": "language opening stage workspace",
    "view": "language outcome",
    "panel": "language outcome report view",
    "display": "panel view",
    "keys": "",
    "locking": "errors",
    "watching": "stage submission",
    "runs": "grade outcome",
    "surroundings": (
        "cek diagram disk errors hints language locking opening outcome output petunjuk stage "
        "workspace"
    ),
    "session": "errors keys language outcome report runs stage surroundings view submission",
    "pantau": "display endings grade keys language locking runs session surroundings watching",
    "rilis": "handing_out language repository stage template writing zipping",
    "export": (
        "book cells errors feedback language marks matching outcome problems score sheet stage "
        "zipping"
    ),
    "schema": "",
    "database": "disk errors language locking schema",
    "ledger": "book fingerprint handin outcome score",
    "recall": "book fingerprint language ledger outcome score",
    "store": "book database errors fingerprint handin language ledger outcome recall",
    "sources": "book disk errors language score store",
    "studentpage": ("book diagram ladder language marks outcome pages report statistics story"),
    "heatmap": "book marks outcome report statistics studentpage",
    "classwords": "book language outcome report statistics studentpage",
    "depth": "studentpage",
    "classpage": (
        "book classwords depth diagram heatmap marks outcome pages reasons report statistics "
        "studentpage"
    ),
    "classview": (
        "book classwords language marks outcome problems reasons report score statistics story"
    ),
    "ekspor": "book disk errors export language marks naming sources stage written zipping",
    "laporan": (
        "book classpage classview disk errors examples language marks matching naming pages "
        "report sources store studentpage written"
    ),
    "classlive": "classroom engines language live outcome report score",
    "tasks": "classroom handin language recall score stage store",
    "kelas": (
        "classlive classpage classroom collection endings engines errors homes intake language "
        "laporan roster score stage store tasks"
    ),
    "movement": "book marks outcome score",
    "movementview": "book language movement outcome problems report story",
    "decisionview": "book language outcome problems report starter store story",
    "regrade": (
        "classlive classroom endings engines fingerprint language movement movementview problems "
        "report stage starter store"
    ),
    "putuskan": (
        "book decisionview errors language marks matching movement movementview outcome problems "
        "report score store"
    ),
    "lexing": "",
    "winnowing": "",
    "ownwork": "handing_out lexing stage submission",
    "alike": "book",
    "resemblance": "alike book language ownwork stage winnowing",
    "passages": "lexing ownwork winnowing",
    "alikewords": "alike book cells language problems resemblance",
    "alikepage": "alike alikewords language ownwork pages passages resemblance",
    "alikeview": "alike alikewords language resemblance",
    "mirip": (
        "alikepage alikeview book database errors intake language pages report resemblance stage "
        "store written"
    ),
    "choices": "language",
    "classcommands": ("choices ekspor export kelas laporan language mirip putuskan regrade rilis"),
    "commands": (
        "amati cek choices classcommands lanjut language mulai output pantau peta petunjuk stage "
        "ulangi"
    ),
    "cli": "arguments choices commands errors language",
    "__main__": "cli",
}
# who alone may know what
ALONE = {
    "pytest": {"plugin", "fixtures", "gradings", "jobs", "worker"},
    "rich": {
        "report",
        "live",
        "classlive",
        "sketch",
        "output",
        "observed",
        "amati",
        "road",
        "panel",
        "display",
        "classview",
        "alikeview",
        "movementview",
        "decisionview",
    },
    "jinja2": {"pages"},
    "watchfiles": {"watching"},
    "termios": {"keys", "sandbox"},
    "subprocess": {"sandbox", "grade", "starter", "repository"},
    "psutil": {"sandbox"},
    "socket": {
        "sandbox",
        "wire",
        "connect",
        "guest",
        "room",
        "visit",
        "console",
        "recorder",
        "x11",
        "tkagents",
        "stream",
        "browsing",
        "webwire",
        "webroom",
        "tunnel",
    },
    "dask": {"cluster"},
    "distributed": {"cluster"},
    "wsproto": {"webwire"},
    "socketio": {"webwire"},
    "engineio": {"webwire"},
    "http": {"browsing"},
    "html": {"webpage", "feedback"},
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
