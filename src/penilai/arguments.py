"""argparse's own words in Indonesian; it takes them from its module's `_`."""

from __future__ import annotations


class Words(dict[str, str]):
    """A catalogue for `argparse._`: unknown words stay as they are."""

    def get(self, text: str) -> str:  # type: ignore[override]
        return super().get(text, text)


ARGPARSE = Words(
    {
        "usage: ": "cara pakai: ",
        "positional arguments": "argumen",
        "options": "pilihan",
        "show this help message and exit": "tampilkan bantuan ini",
        "show program's version number and exit": "tampilkan versinya",
        "the following arguments are required: %s": "masih kurang: %s",
        "unrecognized arguments: %s": "tidak dikenal: %s",
        "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
        "ignored explicit argument %r": "tidak perlu nilai: %r",
        "expected one argument": "perlu satu nilai",
        "expected at least one argument": "perlu paling sedikit satu nilai",
        "invalid choice: %(value)r (choose from %(choices)s)": (
            "%(value)r bukan pilihan; yang ada: %(choices)s"
        ),
        "ambiguous option: %(option)s could match %(matches)s": (
            "%(option)s bisa berarti %(matches)s"
        ),
    }
)
