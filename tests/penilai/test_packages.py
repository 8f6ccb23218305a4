"""What web programs may import is packed into one file: what they need, and nothing more."""

import io
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest

from penilai.sandbox import SandboxError, interpreter, packages
from penilai.sandbox.inside import limits, script

WEB = ("flask_socketio",)
ASKED = "flask flask_socketio socketio engineio simple_websocket wsproto h11 bidict werkzeug jinja2"
LOOKS = """
import sys
sys.path.append(sys.argv[1])
import importlib.metadata, flask_socketio, flask.sansio.app, werkzeug.debug
code = flask_socketio.SocketIO.run.__code__.co_filename
print(flask_socketio.__loader__.__class__.__name__, code, importlib.metadata.version("werkzeug"))
"""


@pytest.fixture(scope="module")
def packed():
    return packages.archive(WEB, interpreter.own())


@pytest.fixture(scope="module")
def names(packed):
    return zipfile.ZipFile(io.BytesIO(packed.data)).namelist()


def run(python, place):
    command = [python.path, "-I", "-S", "-c", LOOKS, str(place)]
    return subprocess.run(command, capture_output=True, text=True)


def test_all_that_flask_socketio_needs_goes_along(packed):
    assert set(ASKED.split()) <= set(packed.names)
    assert {"markupsafe", "itsdangerous", "click", "blinker"} <= set(packed.names)


def test_nothing_of_the_graders_goes_along(packed):
    ours = {"penilai", "pytest", "rich", "psutil", "websocket", "watchfiles", "redis", "pip"}
    assert not ours.intersection(packed.names), packed.names


def test_only_what_any_python_reads_goes_along(names):
    ends = {name.rpartition(".")[2] for name in names if not name.endswith(("/", "METADATA"))}
    assert ends == {"py", "pyc", "css", "js", "png"}
    assert not [name for name in names if name.startswith(("/", "..")) or "__pycache__" in name]


def test_every_module_is_compiled_already(names):
    modules = [name for name in names if name.endswith(".py")]
    assert modules and set(names) >= {f"{name}c" for name in modules}


def test_it_is_made_once(packed):
    assert packages.archive(WEB, interpreter.own()) is packed


def test_python_alone_imports_from_it_and_no_place_of_ours_is_in_it(packed, tmp_path):
    (tmp_path / "paket.zip").write_bytes(packed.data)
    ran = run(interpreter.own(), tmp_path / "paket.zip")
    assert ran.returncode == 0, ran.stderr
    loader, place, version = ran.stdout.split()
    assert loader == "zipimporter" and place == f"{limits.PACKAGES}/flask_socketio/__init__.py"
    assert version[0].isdigit(), "werkzeug asks for its own version"
    assert sys.prefix.encode() not in packed.data, "a place on the grader's machine"


def test_for_another_python_it_is_compiled_by_that(tmp_path):
    other = replace(interpreter.own(), version=(3, 99))
    (tmp_path / "paket.zip").write_bytes(packages.archive(WEB, other).data)
    ran = run(other, tmp_path / "paket.zip")
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("path", ["/bin/false", "/tidak/ada"])
def test_another_python_that_fails_is_a_fault_of_the_sandbox(path):
    with pytest.raises(SandboxError, match=path):
        packages.archive(WEB, replace(interpreter.own(), path=path, version=(3, 99)))


def test_a_package_that_is_not_installed_is_named():
    with pytest.raises(SandboxError, match="paket_yang_tidak_ada"):
        packages.archive(("paket_yang_tidak_ada",), interpreter.own())


@pytest.mark.parametrize(
    ("files", "does"),
    [
        (["app.py"], False),
        (["app.py", "flask.py"], True),
        (["app.py", "socketio/__init__.py"], True),
        (["app.py", "socket.py"], True),
        (["app.py", "static/flask.js", "templates/flask.html"], False),
    ],
)
def test_a_file_may_hide_a_package(files, does):
    assert script.shadows(files, ("flask", "socketio")) is does
    assert script.shadows(["flask.py"]) is False, "where there is no such package"
