"""Which language the user reads: Indonesian in the source, English from the catalogue."""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path

CATALOGUES = Path(__file__).parent / "locale"
LANGUAGES = ("id", "en")

_translations: _gettext.NullTranslations = _gettext.NullTranslations()
_current = "id"


def choose(wanted: str | None = None) -> str:
    """Set the language: `wanted`, else PENILAI_BAHASA, else the locale, else Indonesian.

    Returns the language chosen, one of LANGUAGES; an unknown one counts as Indonesian.
    """
    global _translations, _current
    code = wanted or os.environ.get("PENILAI_BAHASA") or _from_locale()
    _current = code if code in LANGUAGES else "id"
    _translations = _gettext.translation("penilai", CATALOGUES, languages=[_current], fallback=True)
    return _current


def current() -> str:
    """The language that was chosen."""
    return _current


def _from_locale() -> str:
    """The environment's word alone: an English Windows is common in Indonesia."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "en" if value.startswith("en") else "id"
    return "id"


def tr(message: str) -> str:
    """The message in the chosen language."""
    return _translations.gettext(message) if message else ""


def mark(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message
