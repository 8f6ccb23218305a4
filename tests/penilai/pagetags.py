"""Reads a page as a browser does: tags with their attributes, and the text between them."""

import html.parser

VOID = {"meta", "br", "line", "path", "circle", "img", "input", "hr"}
CELLS = {"td", "th"}
ENDS = {"td": CELLS, "th": CELLS, "tr": CELLS | {"tr"}, "tbody": CELLS | {"tr"}}  # without a tag


class Tags(html.parser.HTMLParser):
    """`found` are the tags in order, `text` what is between them, `open` what was not closed."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.text = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        self._end_before(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if self.open[-1:] != [tag]:
            self._end_before(tag)
        assert self.open and self.open.pop() == tag, f"</{tag}> closes something else"

    def _end_before(self, tag):
        while self.open and self.open[-1] in ENDS.get(tag, ()):
            self.open.pop()

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]

    def hrefs(self):
        return [a["href"] for a in self.all("a")]

    def ids(self):
        return [attributes["id"] for _, attributes in self.found if "id" in attributes]
