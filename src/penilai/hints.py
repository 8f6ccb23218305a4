"""Hints for the checks of a stage, from a nudge to almost the answer, and their names."""

from __future__ import annotations

import ast
import difflib
import tomllib
from pathlib import Path

from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.stage import Stage

FILE = "petunjuk.toml"


def read(path: Path) -> dict[str, tuple[str, ...]]:
    """The hints in this file by check, in Indonesian; raises UserError where it is wrong."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UserError(f"{path}: {error}") from error
    for name, texts in found.items():
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            says = tr(mark('{file}: "{name}" bukan daftar kalimat.'))
            raise UserError(says.format(file=path, name=name))
    return {name: tuple(texts) for name, texts in found.items()}


def of(stage: Stage, check: str) -> tuple[str, ...]:
    """The hints for a check of this stage, in the user's language; may be none."""
    return tuple(map(tr, read(stage.folder / FILE).get(check, ())))


def titles(stage: Stage) -> dict[str, str]:
    """The graded checks of a stage in their order: the name, and the sentence of the table."""
    tree = ast.parse(stage.checks.read_text(encoding="utf-8"))
    checks = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    found = {}
    for check in checks:
        if check.name.startswith("test_") and (sentence := ast.get_docstring(check, clean=False)):
            found[check.name.removeprefix("test_")] = tr(sentence.strip())
    return found


def find(text: str, stages: list[Stage]) -> tuple[Stage, str]:
    """The check that the user means: its name or its sentence, with or without the stage.

    The first of the stages that has it counts. Raises UserError with the nearest names.
    """
    before, _, name = text.strip().rpartition("::")
    known = {each.name: titles(each) for each in stages if before in ("", each.name)}
    for each in stages:
        for check, title in known.get(each.name, {}).items():
            if _plain(name) in (check, f"test_{check}", _plain(title)):
                return each, check
    names = [word for checks in known.values() for pair in checks.items() for word in pair]
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    if not near:
        says = tr(
            mark('Tidak ada pemeriksaan "{text}". Ketik nama dari tabel di README tahap itu.')
        )
        raise UserError(says.format(text=text))
    says = tr(mark('Tidak ada pemeriksaan "{text}". Maksud Anda: {near}?'))
    raise UserError(says.format(text=text, near=", ".join(near)))


def _plain(text: str) -> str:
    return " ".join(text.replace('"', "").split()).casefold()
