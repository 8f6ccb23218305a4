"""Files as a zip: the same bytes for the same files, on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Mapping

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say


def zipped(files: Mapping[str, bytes], programs: Container[str] = ()) -> bytes:
    """The files by name; those of `programs` can be run where the system asks for permission."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:  # zlib differs by version
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 3  # otherwise that of the machine, without these permissions
            entry.external_attr = (0o100755 if name in programs else 0o100644) << 16
            archive.writestr(entry, files[name])
    return made.getvalue()
