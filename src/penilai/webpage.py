"""What stands on a page: its words, its forms, and which elements it is made of.

Read as a browser reads it that runs no script. Nothing in a page makes this fail.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from html.parser import HTMLParser

_UNSEEN = {"script", "style", "template", "title", "noscript"}
_INLINE = set("a abbr b bdi code em i mark small span strong u".split())
_MOST = 256 << 10  # characters of a page that are read; the parser is slow with rubbish
_FIELDS = {"input", "select", "textarea", "button"}
_BUTTONS = {"submit", "button", "image"}
_NOT_TYPED = {*_BUTTONS, "hidden", "radio", "checkbox", "file", "reset", "range", "color"}
_CHOSEN = {"radio", "checkbox"}


@dataclass
class Field:
    """Something in a form: `kind` is an input's type or the element's name.

    `value` is what it holds when the page comes, `label` what is written on a button,
    `options` what a list of choices offers.
    """

    name: str
    kind: str
    value: str = ""
    label: str = ""
    options: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        """Can a person type words into it?"""
        return self.kind not in {*_NOT_TYPED, "select"}

    @property
    def is_button(self) -> bool:
        return self.kind in _BUTTONS


@dataclass
class Form:
    """A form: where it is sent and how, and what is in it."""

    action: str = ""
    method: str = "get"
    fields: list[Field] = field(default_factory=list)

    def named(self, name: str) -> Field | None:
        """The field of this name."""
        return next((found for found in self.fields if found.name == name), None)

    def choices(self, name: str) -> list[str]:
        """What a person can choose for this name; empty where it is typed."""
        offered: list[str] = []
        for found in self.fields:
            if found.name == name and found.kind == "select":
                offered += [option for option in found.options if option]
            elif found.name == name and found.kind in _CHOSEN:
                offered.append(found.value)
        return offered

    def filled_in(self, **answers: str) -> dict[str, str]:
        """What a browser sends when somebody gives these answers and leaves the rest."""
        kept = {f.name: f.value for f in self.fields if f.name and _is_sent(f)}
        return kept | answers


def _is_sent(found: Field) -> bool:
    return not found.is_button and found.kind not in {*_CHOSEN, "file", "reset"}


class Html(HTMLParser):
    """A page: `text` as a person reads it, `forms`, all `fields`, `scripts`, `elements`."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.fields: list[Field] = []
        self.elements: set[str] = set()  # names of elements and of their attributes
        self.scripts: list[str] = []  # those that stand in the page itself
        self.sources: list[str] = []  # where its other scripts come from
        self._text: list[str] = []
        self._open: list[str] = []  # the unseen elements that we are in
        self._form: Form | None = None
        self._ids: dict[str, Form] = {}
        self._field: Field | None = None  # whose label or choices come next
        with contextlib.suppress(AssertionError):  # it knows not every `<![...`
            self.feed(source[:_MOST])
            self.close()

    @property
    def text(self) -> str:
        return " ".join("".join(self._text).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}
        self.elements |= {tag, *given}
        if tag in _UNSEEN:
            self._open.append(tag)
        if tag == "script" and "src" in given:
            self.sources.append(given["src"])
        elif tag == "script":
            self.scripts.append("")
        elif tag == "form":
            self._begin_form(given)
        elif tag in _FIELDS:
            self._begin_field(tag, given)
        elif tag == "option" and self._field:
            self._field.options.append(given.get("value", ""))
            if "selected" in given or len(self._field.options) == 1:
                self._field.value = given.get("value", "")
        if tag not in _INLINE:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            del self._open[self._open.index(tag) :]
        elif tag == "form":
            self._form = None
        elif tag in _FIELDS:
            self._field = None
        if tag not in _INLINE:
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        if self._open:
            if self._open[-1] == "script" and self.scripts and self.lasttag == "script":
                self.scripts[-1] += data
            return
        self._text.append(data)
        if self._field is None:
            return
        if self.lasttag == "option" and not self._field.options[-1]:
            self._field.options[-1] = data.strip()
            self._field.value = self._field.value or data.strip()
        elif self._field.is_button:
            self._field.label += data

    def _begin_form(self, given: dict[str, str]) -> None:
        self._form = Form(given.get("action", ""), given.get("method", "get").lower())
        self.forms.append(self._form)
        self._ids.setdefault(given.get("id", ""), self._form)

    def _begin_field(self, tag: str, given: dict[str, str]) -> None:
        kind = tag
        if tag == "input":
            kind = given.get("type", "").lower() or "text"
        elif tag == "button":
            kind = "submit"
        found = Field(given.get("name", ""), kind, given.get("value", ""))
        if found.is_button:
            said = [given.get(name, "") for name in ("aria-label", "title", "alt")]
            found.label = " ".join([*said, found.value if tag == "input" else ""])
        self.fields.append(found)
        form = self._ids.get(given["form"]) if "form" in given else self._form
        if form is not None:
            form.fields.append(found)
        self._field = found if tag != "input" else None
