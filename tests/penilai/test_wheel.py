"""The wheel carries the course: `penilai` works where there is no clone."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from penilai import template

ROOT = Path(__file__).parents[2]
COURSE = "penilai/_course/"
NOT_SOURCE = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "dist")
STAGE = ["README.md", "server.py", "stage.toml", "templates/chat.html"]
JUNK = [".rahasia", "__pycache__/server.cpython-311.pyc", "server.py~"]


def run(*command, cwd):
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, errors="replace")
    if done.returncode != 0:
        pytest.fail(f"{' '.join(words)}\n{done.stdout}{done.stderr}", pytrace=False)


def write(folder, names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"# {name}\n", encoding="utf-8")


def names(wheel):
    return zipfile.ZipFile(wheel).namelist()


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """A copy of the repository with one exercise more, and what must not come along."""
    tree = tmp_path_factory.mktemp("kit") / "tree"
    shutil.copytree(ROOT, tree, ignore=NOT_SOURCE)
    write(tree / "exercises" / "latihan_baru", STAGE + JUNK)
    shutil.copy(tree / "modul_contoh" / "stage.toml", tree / "exercises" / "latihan_baru")
    write(tree / "tests", ["test_latihan_baru.py", "mutants/latihan_baru/diam/server.py"])
    return tree


@pytest.fixture(scope="module")
def wheel(tree, tmp_path_factory):
    """The wheel of that tree, made without the internet."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=tree)
    return next(out.glob("*.whl"))


def test_wheel_has_every_stage(tree, wheel):
    stages = {path.relative_to(tree).as_posix() for path in tree.glob("*/stage.toml")}
    stages |= {path.relative_to(tree).as_posix() for path in tree.glob("exercises/*/stage.toml")}
    assert "modul_contoh/stage.toml" in stages
    assert stages == {
        name.removeprefix(COURSE) for name in names(wheel) if name.endswith("stage.toml")
    }


def test_wheel_has_all_of_a_stage_and_nothing_else(wheel):
    found = {name.removeprefix(COURSE) for name in names(wheel) if "latihan_baru" in name}
    files = {f"exercises/latihan_baru/{name}" for name in STAGE}
    assert found == files | {"tests/test_latihan_baru.py"}


def test_wheel_has_what_a_students_repository_needs(wheel):
    files = {f"penilai/template_files/{name}" for name in template.NAMES}
    assert files <= set(names(wheel))


def test_wheel_has_the_page_of_the_exercises(wheel):
    assert f"{COURSE}exercises/README.md" in names(wheel)


def test_wheel_has_what_a_workspace_is_made_of(wheel):
    needed = {"penilai/starter/kit.py", "penilai/starter/README.md"}
    needed |= {f"{COURSE}modul_contoh/petunjuk.toml"}
    assert needed <= set(names(wheel))


def test_wheel_has_no_broken_programs_and_no_caches(wheel):
    assert not [name for name in names(wheel) if "mutants" in name or "__pycache__" in name]


def test_wheel_from_the_sdist_is_the_same(tree, wheel, tmp_path):
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path, cwd=tree)
    assert next(tmp_path.glob("*.whl")).read_bytes() == wheel.read_bytes()


def test_editable_install_finds_the_course_in_the_clone(tree, tmp_path):
    build = "import sys, hatchling.build; hatchling.build.build_editable(sys.argv[1])"
    run(sys.executable, "-c", build, tmp_path, cwd=tree)
    assert not [name for name in names(next(tmp_path.glob("*.whl"))) if COURSE in name]


@pytest.mark.internet
def test_installed_wheel_checks_a_submission_far_from_the_clone(wheel, tmp_path):
    env, folder = tmp_path / "env", tmp_path / "tugas"
    scripts = env / ("Scripts" if os.name == "nt" else "bin")
    shutil.copytree(ROOT / "modul_contoh", folder / "modul_contoh", ignore=NOT_SOURCE)

    run(sys.executable, "-m", "venv", env, cwd=folder)
    run(scripts / "python", "-m", "pip", "install", "-q", wheel, cwd=folder)
    run(scripts / "penilai", "cek", "modul_contoh", "--json", "hasil.json", cwd=folder)

    [stage] = json.loads((folder / "hasil.json").read_text(encoding="utf-8"))["stages"]
    assert (stage["stage"], stage["earned"], stage["possible"]) == ("modul_contoh", 100, 100)
