"""The zip that runs the kit on Gradescope: `setup.sh` and `run_autograder` at its root.

https://gradescope-autograders.readthedocs.io/en/latest/specs/: the zip is unpacked in
/autograder/source, setup.sh is run once, run_autograder for each submission, with /autograder as
its folder, and what it writes to results/results.json counts. The kit comes along as the wheel that
it was installed from, so the checks are those of whoever made the zip; the model answers do not,
because where Gradescope allows no namespaces a submission could read them.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.metadata import Distribution, distribution
from pathlib import Path

from penilai import language
from penilai.stage import Stage
from penilai.zipping import zipped

SUFFIX = ".zip"
PACKAGE = Path(__file__).parents[1]
SCRIPTS = Path(__file__).with_name("autograder_files")
COURSE = "penilai/_course"
INSIDE = ("_course", "__pycache__")  # the one is replaced by the one stage, the other by Python


def wrap(stage: Stage) -> bytes:
    """The zip for this stage; what students read of it is in the language chosen now."""
    ours = distribution("penilai")
    name = f"penilai-{ours.version}-py3-none-any.whl"
    scripts = {path.name: path.read_text(encoding="utf-8") for path in SCRIPTS.iterdir()}
    words = {"@WHEEL@": name, "@TAHAP@": stage.name, "@BAHASA@": language.current()}
    for word, meant in words.items():
        scripts = {name: text.replace(word, meant) for name, text in scripts.items()}
    files = {name: text.encode() for name, text in scripts.items()}
    return zipped(files | {name: _wheel(ours, stage)}, programs=scripts)


def _wheel(ours: Distribution, stage: Stage) -> bytes:
    """https://packaging.python.org/en/latest/specifications/binary-distribution-format/"""
    info = f"penilai-{ours.version}.dist-info"
    files = _package() | _course(stage)
    for name in ("METADATA", "entry_points.txt"):
        files[f"{info}/{name}"] = (ours.read_text(name) or "").encode()
    tag = "Wheel-Version: 1.0\nGenerator: penilai\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/WHEEL"] = tag.encode()
    record = f"{info}/RECORD"
    lines = [f"{name},{_digest(content)},{len(content)}\n" for name, content in files.items()]
    return zipped(files | {record: "".join([*lines, f"{record},,\n"]).encode()})


def _package() -> dict[str, bytes]:
    paths = [path for path in PACKAGE.rglob("*") if path.is_file()]
    names = {path: path.relative_to(PACKAGE) for path in paths}
    return {
        f"penilai/{name.as_posix()}": path.read_bytes()
        for path, name in names.items()
        if not set(INSIDE) & set(name.parts)
    }


def _course(stage: Stage) -> dict[str, bytes]:
    """What grading needs of the stage, and no program of it."""
    place = f"{COURSE}/{stage.name}"
    files = {f"{place}/{path.name}": path for path in stage.folder.glob("*.toml")}
    files[f"{COURSE}/tests/{stage.checks.name}"] = stage.checks
    return {name: path.read_bytes() for name, path in files.items()}


def _digest(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return f"sha256={digest.decode().rstrip('=')}"
