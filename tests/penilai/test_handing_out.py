"""A stage's hand-out has all that the student needs, and nothing else."""

import dataclasses

import pytest

from penilai import handing_out, handout, stage
from penilai.errors import UserError

STAGES = stage.find()
NEVER = {"stage.toml", "petunjuk.toml"}
ANSWER = "# TUGAS: kirim\n# BEGIN SOLUTION\nrahasia()\n# END SOLUTION\n"
PICTURE = b"\x89PNG\r\n\x1a\n\xff"


@pytest.fixture
def web(tmp_path, monkeypatch):
    """A stage with a page and a picture, below `exercises`, and what is not the student's."""
    folder = tmp_path / "exercises" / "web"
    for name in ("templates", "static/gambar", "static/__pycache__", "static/.git"):
        (folder / name).mkdir(parents=True)
    texts = {
        "README.md": "# Web\nDi antara `# BEGIN SOLUTION` dan `# END SOLUTION`.\n",
        "stage.toml": 'title = "Web"\norder = 1\nport = 5000\nprograms = ["app.py"]\n'
        'folders = ["templates", "static"]\n',
        "app.py": f"import os\nfrom hadir import Hadir\n{ANSWER}",
        "hadir.py": f"def f():\n    import tabel\n{ANSWER}",
        "tabel.py": "import app\n",
        "templates/chat.html": f"<script>\n{ANSWER.replace('#', '//')}</script>\n",
    }
    leftovers = ["petunjuk.toml", "app_lama.py", "kunci.md", "hasil.json", ".rahasia"]
    leftovers += ["static/__pycache__/app.pyc", "static/.git/config", "static/style.css~"]
    for name, text in {**texts, **dict.fromkeys(leftovers, "rahasia()\n")}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "static" / "gambar" / "logo.png").write_bytes(PICTURE)
    monkeypatch.setattr(stage, "course_root", lambda: tmp_path)
    return stage.read(folder)


def handed_out(stage, name):
    return handout.make((stage.folder / name).read_text(encoding="utf-8")).encode()


def test_a_web_stage_is_handed_out_with_its_modules_pages_and_pictures(web):
    assert handing_out.files(web) == {
        "README.md": (web.folder / "README.md").read_bytes(),
        **{name: handed_out(web, name) for name in ("app.py", "hadir.py", "tabel.py")},
        "templates/chat.html": handed_out(web, "templates/chat.html"),
        "static/gambar/logo.png": PICTURE,
    }


def test_a_folder_that_the_stage_does_not_name_stays(web):
    plain = dataclasses.replace(web, folders=("templates",))
    assert "static/gambar/logo.png" not in handing_out.files(plain)


def test_no_solution_is_in_any_file(web):
    assert not [name for name, content in handing_out.files(web).items() if b"rahasia" in content]


def test_a_stage_keeps_its_place_in_the_course(web):
    assert handing_out.place(web) == "exercises/web"


@pytest.mark.parametrize("name", STAGES)
def test_all_of_a_real_stage_but_what_is_the_graders_is_handed_out(name):
    folder = STAGES[name].folder
    there = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    course = {path.as_posix() for path in there if "__pycache__" not in path.parts}
    assert set(handing_out.files(STAGES[name])) == course - NEVER


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("app.py", b"x\n# BEGIN SOLUTION\n# END SOLUTION\n", "web/app.py:2: "),
        ("app.py", b"# TUGAS: x\n# BEGIN SOLUTION\n", "web/app.py:2: "),
        ("templates/chat.html", b"<!-- END SOLUTION -->\n", "web/templates/chat.html:1: "),
        ("app.py", b"print('\xff')\n", "web/app.py"),
        ("app.py", None, "app.py"),
        ("README.md", None, "README.md"),
    ],
)
def test_what_is_wrong_with_a_source_is_said_in_one_sentence(web, name, content, words):
    path = web.folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        handing_out.files(web)
    sentence = str(caught.value)
    assert words in sentence and "\n" not in sentence and "Errno" not in sentence, sentence
