"""Archives in memory, honest ones and others, as the tests of intake need."""

import io
import stat
import tarfile
import zipfile
from pathlib import Path

SERVER, CLIENT = b"print('server')\n", b"print('client')\n"
BOTH = {"server.py": SERVER, "client.py": CLIENT}


def under(folder, files):
    return {f"{folder}/{name}": data for name, data in files.items()}


def zipped(files, method=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def zipped_entry(name, data=b"", mode=stat.S_IFREG | 0o644):
    """A zip with a single entry whose permissions say what it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system, info.external_attr = 3, mode << 16
        archive.writestr(info, data)
    return made.getvalue()


def tarred(files, packing="", form=tarfile.PAX_FORMAT):
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=f"w:{packing}", format=form) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return made.getvalue()


def tarred_entry(name, kind, target=""):
    """A tar with a single entry of this kind."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, target
        archive.addfile(info)
    return made.getvalue()


def put(folder: Path, files):
    """Write files by name, whose folders are made."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
