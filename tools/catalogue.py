"""Keeps the English catalogue: collects the messages, updates `penilai.po`, compiles `penilai.mo`.

    python tools/catalogue.py

Run it after a message was added or changed, translate in the .po what it lists, and run it
again. A message that only changed keeps its old translation, marked `#, fuzzy`: correct it and
remove that line. The exit code is 1 as long as something is left to do.

A message is what `mark` or `tr` is given, the title of a stage, the docstring and the advice of a
graded check, and the hints for it. All are Indonesian in the source.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from penilai import hints, stage

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "src" / "penilai" / "locale" / "en" / "LC_MESSAGES" / "penilai.po"
MO = PO.with_suffix(".mo")
HEADING = "# English for penilai, kept by tools/catalogue.py."
KEPT = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)  # a message that was marked elsewhere
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


class Found(NamedTuple):
    """A message, and where it stands."""

    text: str
    path: str
    line: int


class NotAMessage(ValueError):
    """What should be a message cannot be translated; `str()` is `file:line: sentence`."""


class English(Catalog):
    """The catalogue. Its header has no dates and versions, which would change by themselves."""

    mime_headers = (
        ("Language", "en"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )

    def __init__(self) -> None:
        super().__init__(locale="en", header_comment=HEADING, fuzzy=False)


# Collecting ------------------------------------------------------------------------------


def collect(root: Path = ROOT) -> Iterator[Found]:
    """All messages of the kit; raises NotAMessage."""
    for path in sorted((root / "src" / "penilai").rglob("*.py")):
        yield from marked(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
    for each in (stage.find(root) | stage.find(root, own=True)).values():
        yield Found(each.title, f"{each.folder.relative_to(root).as_posix()}/stage.toml", 1)
        checks = each.checks if each.own else root / "tests" / each.checks.name
        if checks.is_file():  # that there is one is for tests/course to say
            path = checks.relative_to(root).as_posix()
            yield from graded(checks.read_text(encoding="utf-8"), path)
        yield from hinted(each.folder / hints.FILE, root)


def marked(source: str, path: str) -> Iterator[Found]:
    """What `mark` and `tr` are given."""
    for node in ast.walk(ast.parse(source, path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id == "mark" or (node.func.id == "tr" and not isinstance(node.args[0], KEPT)):
            yield _literal(node.args[0], path)


def graded(source: str, path: str) -> Iterator[Found]:
    """The sentence and the advice of each check with points."""
    for node in ast.walk(ast.parse(source, path)):
        for call in getattr(node, "decorator_list", []):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("mark.points"):
                assert isinstance(node, ast.FunctionDef)
                if sentence := ast.get_docstring(node, clean=False):
                    yield _one_line(sentence.strip(), path, node.lineno)
                advice = [word.value for word in call.keywords if word.arg == "advice"]
                yield from (_literal(value, path) for value in advice)


def hinted(path: Path, root: Path) -> Iterator[Found]:
    """The hints for the checks of a stage."""
    for texts in hints.read(path).values():
        yield from (_one_line(text, path.relative_to(root).as_posix(), 1) for text in texts)


def _literal(value: ast.expr, path: str) -> Found:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return _one_line(value.value, path, value.lineno)
    raise NotAMessage(f"{path}:{value.lineno}: a message must be a plain text, to be translated")


def _one_line(text: str, path: str, line: int) -> Found:
    if "\n" in text:  # of a longer docstring, Python 3.13 changes the indentation
        raise NotAMessage(f"{path}:{line}: a message must be one line")
    return Found(text, path, line)


# The catalogue ---------------------------------------------------------------------------


def load(data: bytes) -> English:
    """The catalogue in the text of a .po file."""
    catalogue = English()
    for message in read_po(BytesIO(data), charset="utf-8"):
        if message.id:
            catalogue[message.id] = message
    return catalogue


def update(catalogue: English, found: Iterable[Found]) -> list[str]:
    """Make the found messages those of the catalogue; returns the ones that it had and drops."""
    template = Catalog()
    for message in found:
        template.add(message.text, locations=[(message.path, message.line)])
    catalogue.update(template)
    return [str(message.id) for message in catalogue.obsolete.values()]


def problems(catalogue: English) -> list[str]:
    """A sentence for each message that cannot be shown in English as it is."""
    sentences = []
    for message in catalogue:
        text, english = str(message.id), str(message.string or "")
        if text and not english:
            sentences.append(f"No translation yet:\n  {text}")
        elif message.fuzzy:
            sentences.append(f"Fuzzy, look at it again:\n  {text}\n  {english}")
        elif text and placeholders(text) != placeholders(english):
            sentences.append(f"Other placeholders:\n  {text}\n  {english}")
    return sentences


def placeholders(text: str) -> set[str]:
    """The `{fields}` of a message, with their formats."""
    return set(PLACEHOLDER.findall(text))


def as_po(catalogue: English) -> bytes:
    """The catalogue as a translator edits it."""
    file = BytesIO()
    # neither line numbers nor wrapping: a change of the source changes here only what it must
    write_po(file, catalogue, 0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return file.getvalue()


def as_mo(catalogue: English) -> bytes:
    """The catalogue as gettext reads it."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> int:
    """Update both files and say what is left to do."""
    catalogue = load(PO.read_bytes() if PO.exists() else b"")
    try:
        dropped = update(catalogue, collect())
    except NotAMessage as error:
        print(error)
        return 1
    PO.write_bytes(as_po(catalogue))
    MO.write_bytes(as_mo(catalogue))
    left = problems(catalogue)
    for sentence in [*(f"Dropped, no longer in the source:\n  {text}" for text in dropped), *left]:
        print(sentence)
    print(f"{len(catalogue)} messages, {len(left)} to be translated in {PO.relative_to(ROOT)}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
