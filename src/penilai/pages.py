"""Pages of HTML from templates: one file that needs no network, and whose texts act on nothing."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from penilai import disk, language
from penilai.story import visible

MARKER = Markup("<!-- penilai: laporan -->")  # a page that we wrote, and may write again
HEAD = 200  # bytes in which it stands
TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, styles: str, **values: Any) -> str:
    """The page of a template, with these style sheets in it; all that comes from a program or a
    student is data there.
    """
    texts = (text(f"{name}.css") for name in styles.split())
    style = Markup("".join(texts))
    page = _surroundings().get_template(template)
    return page.render(lang=language.current(), style=style, **values)


def write(path: Path, page: str) -> Path | None:
    """Write a page; what is there and is none of ours stays as a copy, which is returned.

    Raises OSError.
    """
    if path.is_file() and not _is_ours(path):
        return disk.write_kept(path, page.encode())
    disk.write(path, page.encode())
    return None


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return MARKER.encode() in file.read(HEAD)


def text(name: str) -> Markup:
    """A file of ours as it is."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))


@functools.cache
def _surroundings() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        finalize=_harmless,
    )


def _harmless(value: object) -> object:
    """Every text that is printed, with what acts on a reader made visible; escaping comes next."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "\n".join(map(visible, value.split("\n")))
