"""Archives of strangers: what is honest is read, what is a trap is refused with a sentence."""

import gzip
import io
import random
import stat
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packs import BOTH, CLIENT, SERVER, tarred, tarred_entry, under, zipped, zipped_entry

from penilai import archives, filenames, hoard, zips
from penilai.hoard import Hoard, Left

PACKINGS = ("", "gz", "bz2", "xz")


def unpacked(content, **left):
    found = Hoard(("templates", "static"), Left(**left))
    archives.unpack(found, ("Ani", "tugas.zip"), io.BytesIO(content))
    return found


def names(found):
    return {"/".join(path[2:]) for path in found.files}


def problem(content, **left):
    """The one sentence with which an archive is refused, of which nothing is kept then."""
    found = unpacked(content, **left)
    assert not found.files
    [sentence] = found.problems.values()
    return sentence


def test_a_zip_is_read_without_what_is_never_looked_at():
    more = {
        ".git/hooks/x.py": b"",
        "venv/lib/a.py": b"",
        "__MACOSX/._server.py": b"",
        "foto.jpg": b"",
    }
    found = unpacked(zipped(under("modul_contoh", BOTH | more)))
    assert names(found) == {"modul_contoh/server.py", "modul_contoh/client.py"}
    assert not found.problems and not found.refused


def test_pages_are_read_whatever_they_are_called():
    found = unpacked(
        zipped({"web/app.py": b"", "web/templates/a/x.html": b"<p>", "web/x.html": b""})
    )
    assert names(found) == {"web/app.py", "web/templates/a/x.html"}


def test_the_separators_of_windows_are_separators():
    assert names(unpacked(zipped({"modul_contoh\\server.py": SERVER}))) == {
        "modul_contoh/server.py"
    }


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_tar_is_read_however_it_is_packed(packing, form):
    files = under("m" * 90, BOTH | {"besar.py": b"x" * 70_000, "kosong.py": b""})
    found = unpacked(tarred(files, packing, form))
    assert names(found) == set(files) and not found.problems
    assert found.files["Ani", "tugas.zip", "m" * 90, "besar.py"] == b"x" * 70_000


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_names_in_a_tar_are_whole(form):
    name = f"{'é' * 80}/{'b' * 90}/server.py"
    assert names(unpacked(tarred({name: SERVER, "client.py": CLIENT}, form=form))) == {
        name,
        "client.py",
    }


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE])
def test_all_that_is_a_regular_file_in_a_tar(kind):
    assert names(unpacked(tarred_entry("server.py", kind))) == {"server.py"}


def test_a_tar_packed_in_pieces_is_one():
    whole = tarred(BOTH)
    pieces = gzip.compress(whole[:700]) + gzip.compress(whole[700:])
    assert names(unpacked(pieces)) == set(BOTH)


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_in_an_archive_is_read_but_no_deeper(pack):
    inner = zipped(BOTH)
    assert names(unpacked(pack({"a.zip": inner}))) == set(under("a.zip", BOTH))
    found = unpacked(pack({"b.zip": zipped({"a.zip": inner}), "app.py": b""}))
    assert names(found) == {"app.py"}
    [sentence] = found.problems.values()
    assert "b.zip/a.zip" in sentence and "di dalam arsip" in sentence


@pytest.mark.parametrize(
    "name", ["../../jahat.py", "/etc/jahat.py", "C:\\jahat.py", "a/../../b.py"]
)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_lead_out_are_refused(pack, name):
    assert "menunjuk ke luar" in problem(pack(BOTH | {name: b""}))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_no_system_has_are_refused(pack):
    assert "panjangnya" in problem(pack(BOTH | {"a/" * 3000 + "b.py": b""}))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_links_in_a_tar_are_refused(kind):
    found = unpacked(tarred_entry("server.py", kind, "/etc/passwd"))
    assert not found.files
    assert "tautan" in str(found.refused["Ani", "tugas.zip", "server.py"])


@pytest.mark.parametrize("kind", [tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, b"S", b"Z"])
def test_devices_and_what_is_not_known_in_a_tar_are_refused(kind):
    found = unpacked(tarred_entry("server.py", kind))
    assert "bukan berkas biasa" in str(found.refused["Ani", "tugas.zip", "server.py"])


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFCHR])
def test_what_is_no_file_in_a_zip_is_refused(mode):
    found = unpacked(zipped_entry("server.py", b"/etc/passwd", mode | 0o777))
    assert not found.files and len(found.refused) == 1


def test_a_file_that_grows_beyond_its_bound_is_not_unpacked():
    found = unpacked(zipped(BOTH | {"bom.py": bytes(8 << 20)}))
    assert names(found) == set(BOTH)
    assert "1 MB" in str(found.refused["Ani", "tugas.zip", "bom.py"])


@pytest.mark.parametrize("packing", PACKINGS[1:])
def test_a_tar_that_grows_without_end_is_refused_early(packing):
    found = unpacked(tarred({"data.bin": bytes(4 << 20), **BOTH}, packing), unpacked=1 << 20)
    assert "terlalu banyak" in next(iter(found.problems.values()))
    assert -(1 << 17) < found.left.unpacked < 0


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_too_many_files_are_refused(pack):
    many = {f"{number}.txt": b"" for number in range(21)}
    assert "terlalu banyak" in problem(pack(many), entries=20)


def test_all_that_is_taken_is_bounded():
    many = {f"{number}.py": b"x" * 1_000_000 for number in range(9)}
    assert "terlalu banyak" in problem(zipped(many), bytes=8 << 20)


def test_members_over_the_same_bytes_are_a_bomb():
    """As David Fifield's: https://www.bamsoftware.com/hacks/zipbomb/"""
    content = zipped({"a.py": SERVER})
    directory = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry = content[directory:end]
    doubled = content[:directory] + entry * 2
    size = struct.pack("<HHLL", 2, 2, 2 * len(entry), directory)
    assert "bertumpuk" in problem(doubled + content[end : end + 8] + size + b"\0\0")


def lying(content, field, value):
    """The zip, whose directory says this of its first member: at 24 its size, at 8 its flags."""
    at = content.index(b"PK\x01\x02") + field
    packed = struct.pack("<L" if field == 24 else "<H", value)
    return content[:at] + packed + content[at + len(packed) :]


@pytest.mark.parametrize("size", [0, 3, 10_000])
def test_a_directory_that_lies_about_a_size_is_noticed(size):
    found = unpacked(lying(zipped(BOTH), 24, size))
    assert names(found) == {"client.py"}
    assert "rusak" in str(found.refused["Ani", "tugas.zip", "server.py"])


def test_a_password_is_told():
    assert "kata sandi" in problem(lying(zipped(BOTH), 8, 1))


def test_packings_that_may_ask_for_any_memory_are_refused():
    found = unpacked(zipped(BOTH, zipfile.ZIP_LZMA))
    assert not found.files
    assert "cara yang tidak dikenal" in str(found.refused["Ani", "tugas.zip", "server.py"])


def test_a_long_table_of_contents_is_not_read():
    file = io.BytesIO(zipped(BOTH))
    with pytest.raises(hoard.Refused, match="daftar isinya"), zips.opened(file, most=40):
        pass


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "bukan zip atau tar"),
        (b"halo", "bukan zip atau tar"),
        (zipped(BOTH)[:-30], "rusak"),
        (tarred(BOTH)[:700], "rusak"),
        (tarred(BOTH, "gz")[:-40], "rusak"),
        (tarred(BOTH, "xz")[:100], "rusak"),
        (b"Rar!\x1a\x07\x01\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
    ],
)
def test_what_cannot_be_read_is_told(content, word):
    assert word in problem(content)


def test_a_header_of_tar_is_read_in_time_that_grows_with_its_length():
    """What holds up the standard library for minutes: CVE-2024-6232."""
    header = tarfile.TarInfo("x")
    header.type, header.size = b"x", 60_000
    content = header.tobuf() + b"1" * 60_000 + bytes(1024)
    assert "rusak" in problem(content)


def test_sizes_below_zero_are_broken():
    header = bytearray(tarfile.TarInfo("server.py").tobuf())
    header[124:136] = b"\xff" * 12
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    assert problem(bytes(header) + bytes(1024))


ODD = ["a\x1b[2Jb.py", "a\u202eyp.py", "con.py", "NUL.py", "com1.x.py", "ab:c.py", "a?.py", " a.py"]


@pytest.mark.parametrize("name", [*ODD, "a" * 200 + ".py", "templates/aux/x.html", "a\udcff.py"])
def test_odd_names_are_refused(name):
    found = unpacked(tarred({name: b"", "server.py": SERVER}))
    assert names(found) == {"server.py"}
    [(path, _)] = found.refused.items()
    assert filenames.shown(path).isprintable()


def test_a_name_that_is_there_twice_is_nobodys():
    content = tarred({"server.py": SERVER}).rstrip(b"\0")
    content += bytes(-len(content) % 512) + tarred({"server.py": b"lain", "client.py": CLIENT})
    found = unpacked(content)
    assert names(found) == {"client.py"}
    assert "dua" in str(found.refused["Ani", "tugas.zip", "server.py"])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5), st.randoms(use_true_random=False))
def test_no_damage_to_an_archive_gets_any_further(which: int, chance: random.Random):
    files = under("modul_contoh", BOTH) | {"é" * 120 + "/x.py": b"1", "a.zip": zipped(BOTH)}
    makers = [lambda: zipped(files), *(lambda p=p: tarred(files, p) for p in PACKINGS)]
    makers.append(lambda: tarred(files, form=tarfile.GNU_FORMAT))
    content = bytearray(makers[which]())
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(content))
        if chance.random() < 0.7:
            content[at] = chance.choice((0, 0x80, 0xFF, chance.randrange(256)))
        else:
            del content[at : at + chance.randrange(600)]
        content = content or bytearray(b"P")
    found = unpacked(bytes(content))
    assert sum(map(len, found.files.values())) <= hoard.MOST_ALL


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_a_path_never_leads_out(name):
    found = filenames.parts(name)
    assert found is None or not {"", ".", ".."} & set(found)
    assert found is None or not any("/" in part or "\\" in part for part in found)
