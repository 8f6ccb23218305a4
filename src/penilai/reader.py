"""Somebody at a browser: opens the student's pages, fills in forms, sees what is there."""

from __future__ import annotations

import contextlib
import re
from typing import Any, NoReturn
from urllib.parse import urljoin, urlsplit

from penilai import wording
from penilai.browsing import Answer
from penilai.events import Waited
from penilai.language import mark
from penilai.story import Kind, Unmet
from penilai.webpage import Form
from penilai.webroom import WebRoom
from penilai.words import Words

_OWN_CLIENT = "socket.io"  # in the name of a script that is none of the student's
_SCRIPTS = 8  # files of a page that are read for what they tell
_LONGEST = 256 << 10  # characters of them


class Reader:
    """Somebody at a browser, called `name`. `page` is what is open there."""

    def __init__(self, room: WebRoom, name: str) -> None:
        self.name = name
        self._room = room
        self._browser = room.browser(name)
        self.page: Answer | None = None

    def opens(self, path: str) -> Answer:
        """Open a page; raises Unmet where there is none."""
        self._tell(mark('{who} membuka "{words}"'), path, Kind.SENT)
        self.page = self._browser.get(path)
        self._browser.expect_page(self.page)
        return self.page

    def finds_form(self, *names: str) -> Form:
        """The form of the page that has fields of these names; raises Unmet."""
        assert self.page is not None
        for form in self.page.html.forms:
            if all(form.named(name) for name in names):
                return form
        missing = next((n for n in names if not self._has_field(n)), names[0])
        says = mark('Halaman "{words}" seharusnya punya formulir dengan name="{field}".')
        advice = mark('Beri setiap <input> di dalam <form> name="..." seperti di soal.')
        self._fail(says, words=self.page.path, field=missing, advice=advice)

    def sees_form(self, *names: str) -> None:
        """See a form with fields of these names."""
        self.finds_form(*names)
        self._tell(mark("{who} melihat formulir dengan {words}"), ", ".join(names))

    def sends_form(self, **answers: str) -> Answer:
        """Fill in the form that has these fields and send it; raises Unmet for no page."""
        form = self.finds_form(*answers)
        assert self.page is not None
        told = ", ".join(f"{name}={value}" for name, value in answers.items())
        self._tell(mark("{who} mengirim formulir: {words}"), told, Kind.SENT)
        self.page = self._browser.send(form, self.page.path, answers)
        return self.page

    def arrives(self) -> Answer:
        """Be on a page, wherever the last one led; raises Unmet where there is none."""
        assert self.page is not None
        self._browser.expect_page(self.page)
        return self.page

    def sees(self, words: str) -> None:
        """Read these words on the page, whatever stands between and around them."""
        assert self.page is not None
        if f" {_words(words)} " not in f" {_words(self.page.html.text)} ":
            says = mark('{who} seharusnya membaca "{words}" di halaman itu.')
            self._fail(says, words=words, instead=self.page.html.text)
        self._tell(mark('{who} membaca "{words}"'), words)

    def sees_button(self, *labels: str) -> None:
        """See a button with one of these labels."""
        assert self.page is not None
        found = [field.label for field in self.page.html.fields if field.is_button]
        for label in labels:
            if any(_words(label) in _words(each) for each in found):
                self._tell(mark('{who} melihat tombol "{words}"'), label)
                return
        told = ", ".join(filter(None, (" ".join(each.split()) for each in found)))
        self._fail(mark('{who} mencari tombol "{words}".'), words=labels[0], instead=told)

    def sees_where_to_type(self) -> None:
        """See a field that words can be typed into."""
        assert self.page is not None
        if not any(field.is_typed for field in self.page.html.fields):
            self._fail(mark("{who} mencari kotak untuk mengetik pesan di halaman itu."))
        self._tell(mark("{who} melihat kotak untuk mengetik"))

    def sees_no_element(self, tag: str) -> None:
        """Be sure that what somebody typed has not become a part of the page."""
        assert self.page is not None
        if tag in self.page.html.elements:
            says = mark('{who} mengisi nama "{words}", dan itu menjadi bagian HTML halaman.')
            self._fail(says, words=self.name)
        self._tell(mark('{who} mengisi nama "{words}": tetap teks biasa'), self.name)

    def posts(self, path: str, **answers: str) -> None:
        """Send these answers there without a form, whatever comes of it."""
        with contextlib.suppress(Unmet):
            form = Form(path, "post")
            self.page = self._browser.send(form, path, answers)

    def scripts(self) -> str:
        """The scripts of the chat page; read once a submission, for what they tell of it."""
        manners = self._room.manners
        if manners.scripts is None and self.page is not None:
            found = list(self.page.html.scripts)
            for source in self.page.html.sources[:_SCRIPTS]:
                where = urlsplit(urljoin(self.page.path, source))
                if not where.netloc and _OWN_CLIENT not in where.path:
                    with contextlib.suppress(Unmet):  # one that is missing tells nothing
                        found.append(self._browser.get(where.path).text)
            manners.scripts = "\n".join(found)[:_LONGEST]
        return manners.scripts or ""

    # -----------------------------------------------------------------------------------

    def _has_field(self, name: str) -> bool:
        assert self.page is not None
        return any(form.named(name) for form in self.page.html.forms)

    def _tell(self, says: str, words: str = "", kind: Kind = Kind.WAITED, **fields: Any) -> None:
        """Add a step of ours to the story."""
        story, other = self._room.story, self._room.server.name
        story.add(kind, self.name, b"", says, peer=other, words=words, **fields)

    def _fail(self, says: str, why: Waited | None = None, **fields: Any) -> NoReturn:
        """Raise Unmet for a step of ours."""
        raise Unmet(says, why=why, who=self.name, **fields)


def html_names(words: Words) -> list[tuple[str, str]]:
    """Names that make an element or attribute, which stands first, where they are no text.

    They are short: there may be a limit.
    """
    tags = [words.name("x").lower() for _ in range(3)]
    shapes = ("<{}>Bu", '" {}="', "</script><{}>")
    return [(tag, shape.format(tag)) for tag, shape in zip(tags, shapes, strict=True)]


def _words(text: str) -> str:
    """The text as a person compares it: letters and digits, one blank between the words."""
    return " ".join(re.findall(r"[^\W_]+", wording.plain(text)))
