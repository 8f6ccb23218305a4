"""What a class is handed: whole, the same each time, opened everywhere, and no answer in it."""

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from penilai import cli, handing_out, language, repository, rilis, stage, template, zipping

ROOT = Path(__file__).parents[2]
STAGES = stage.find()
GIT = shutil.which("git")
LONG = 12  # characters of a line that says something
needs_git = pytest.mark.skipif(GIT is None, reason="git is not installed")


def read(folder):
    """Every file of a folder but those of git, by name."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {name: content for name, content in named.items() if not name.startswith(".git/")}


def unzipped(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None, "a damaged zip"
        return {name: archive.read(name) for name in archive.namelist()}


def git(folder, *words):
    done = subprocess.run([GIT, *words], cwd=folder, capture_output=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The release of all stages."""
    folder = tmp_path_factory.mktemp("kelas") / "rilis"
    with contextlib.redirect_stdout(io.StringIO()):
        assert rilis.rilis(folder, [], "penilai") == 0
    return folder


# What is in it ---------------------------------------------------------------------------


def test_a_release_has_a_folder_a_zip_and_a_template(released):
    assert sorted(path.name for path in released.iterdir()) == [
        "lembar-kerja",
        "lembar-kerja.zip",
        "template",
    ]
    sheets = read(released / "lembar-kerja")
    stages = {handing_out.place(each) for each in STAGES.values()}
    assert {name.rpartition("/")[0] for name in sheets} >= stages, "every stage is in it"
    assert unzipped((released / "lembar-kerja.zip").read_bytes()) == sheets
    extras = {"README.md", ".gitignore", ".github/workflows/periksa.yml"}
    inside = read(released / "template")
    assert set(inside) == set(sheets) | extras
    assert {name: inside[name] for name in sheets} == sheets


def test_only_the_chosen_stages_are_in_it(tmp_path, capsys):
    assert cli.main(["rilis", str(tmp_path / "x"), "modul_contoh", "modul_contoh"]) == 0
    sheets = read(tmp_path / "x" / "lembar-kerja")
    assert {name.split("/")[0] for name in sheets} == {"modul_contoh"}
    assert "pertemuan3" not in (tmp_path / "x/template/README.md").read_text(encoding="utf-8")
    assert str(tmp_path / "x") in capsys.readouterr().out


def test_every_hand_out_is_one_that_can_be_completed(released):
    for each in STAGES.values():
        for program in each.programs if not each.starts_from else ():
            place = released / "lembar-kerja" / handing_out.place(each) / program
            assert b"tulis kode Anda di sini" in place.read_bytes(), f"{place}: what to do?"


def test_what_starts_from_a_stage_that_is_handed_out_comes_without_programs(tmp_path, monkeypatch):
    for name, more in (
        ("modul_contoh", ""),
        ("exercises/lanjutan", "starts_from = 'modul_contoh'"),
    ):
        folder = shutil.copytree(STAGES["modul_contoh"].folder, tmp_path / "kit" / name)
        with open(folder / "stage.toml", "a", encoding="utf-8") as file:
            file.write(f"{more}\n")
    (tmp_path / "kit" / "exercises" / "README.md").write_text("# Latihan\n", encoding="utf-8")
    monkeypatch.setattr(stage, "course_root", lambda: tmp_path / "kit")
    assert rilis.rilis(tmp_path / "semua", [], "penilai") == 0
    sheets = read(tmp_path / "semua" / "lembar-kerja")
    programs = {f"modul_contoh/{name}" for name in ("README.md", "server.py", "client.py")}
    lessons = {"exercises/README.md", "exercises/lanjutan/README.md"}
    assert set(sheets) == programs | lessons | {"exercises/lanjutan/SALIN_DULU.txt"}
    assert b"dari folder modul_contoh" in sheets["exercises/lanjutan/SALIN_DULU.txt"]
    assert rilis.rilis(tmp_path / "satu", ["exercises/lanjutan/"], "penilai") == 0
    sheets = read(tmp_path / "satu" / "lembar-kerja")
    assert {f"exercises/lanjutan/{name}" for name in ("server.py", "client.py")} <= set(sheets)


def test_the_zip_is_the_same_bytes_each_time(released, tmp_path):
    sheets = read(released / "lembar-kerja")
    made = zipping.zipped(dict(reversed(sheets.items())))
    assert made == (released / "lembar-kerja.zip").read_bytes()


def test_the_zip_opens_on_windows():
    content = zipping.zipped({"b/é ☃.txt": b"isi", "a.txt": b""})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first, second = archive.infolist()
    assert (first.filename, second.filename) == ("a.txt", "b/é ☃.txt"), "in order, slashes"
    assert second.flag_bits & 0x800, "the name says that it is UTF-8"
    assert second.date_time == zipping.LONG_AGO and second.external_attr >> 16 == 0o100644


def test_no_name_is_one_that_windows_refuses(released):
    for name in read(released / "template"):
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]', name), name
        assert not [part for part in name.split("/") if part.endswith((" ", "."))], name
        assert len(name) < 100, f"{name}: below a long folder Windows could not unpack it"


# What is not in it -----------------------------------------------------------------------


def solutions_and_rest(text):
    """The lines of all solutions, and the text without them; found without `handout`."""
    marks = r"^[^\n]*BEGIN SOLUTION(?:[ \t]*-->)?[ \t]*\n(.*?)^[^\n]*END SOLUTION"
    regions = re.findall(marks, text, re.DOTALL | re.MULTILINE)
    lines = [line.strip() for region in regions for line in region.split("\n")]
    return lines, re.sub(marks, "", text, flags=re.DOTALL | re.MULTILINE)


def course_texts():
    """What stands in the files of each stage: {stage: (lines of solutions, what a student sees)}.

    A program that starts from another stage is that stage's answer, and no student sees it.
    """
    found = {}
    for name, each in STAGES.items():
        secret, public = [], []
        for path in sorted(each.folder.rglob("*")):
            if path.suffix in (".py", ".html", ".js", ".css"):
                lines, rest = solutions_and_rest(path.read_text(encoding="utf-8"))
                secret += lines
                public += [] if each.starts_from else [rest]
            elif path.name == "README.md":
                public.append(path.read_text(encoding="utf-8"))
        found[name] = secret, "\n".join(public)
    return found


def secret_lines():
    """By stage, the lines of its solutions that stand nowhere but in solutions."""
    texts = course_texts()
    public = "\n".join(rest for _, rest in texts.values())
    return {
        name: {line for line in secret if len(line) >= LONG and line not in public}
        for name, (secret, _) in texts.items()
    }


def graders_lines():
    """The lines of the files under tests/, and of the hints, that no student may see."""
    public = "\n".join(rest for _, rest in course_texts().values())
    hints = [each.folder / "petunjuk.toml" for each in STAGES.values()]
    paths = [path for path in (ROOT / "tests").rglob("*") if path.suffix in (".py", ".toml", ".md")]
    found = set()
    for path in paths + [path for path in hints if path.is_file()]:
        text = path.read_text(encoding="utf-8", errors="replace")
        found |= {line.strip() for line in text.split("\n") if len(line.strip()) >= 2 * LONG}
    return {line for line in found if line not in public}


def everywhere(folder):
    """All that a release holds, by where: files as they are, the zip's, and git's objects."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    found = {name: path.read_bytes() for name, path in found.items() if path.is_file()}
    for name, content in unzipped(found["lembar-kerja.zip"]).items():
        found[f"lembar-kerja.zip/{name}"] = content
    if GIT:
        objects = git(folder / "template", "cat-file", "--batch-all-objects", "--batch")
        found["objects of git"] = objects
    return found


def leaks(folder):
    """Where a release holds what it must not: (place, line)."""
    texts = {name: data.decode(errors="replace") for name, data in everywhere(folder).items()}
    secrets = set().union(*secret_lines().values())
    graders = graders_lines()
    found = {(name, line) for name, text in texts.items() for line in secrets if line in text}
    for name, text in texts.items():
        found |= {(name, line) for line in graders & {line.strip() for line in text.split("\n")}}
    return found


def test_there_is_something_to_hide():
    for name, lines in secret_lines().items():
        assert len(lines) >= 2, f"{name}: a search for {lines} would prove nothing"
    assert len(graders_lines()) > 1000


@pytest.mark.parametrize("suffix", [".html", ".js"])
def test_no_solution_of_a_page_is_anywhere_in_a_release(released, suffix):
    web = [each for each in STAGES.values() if each.folders]
    assert web, "there is no stage with pages"
    paths = [path for each in web for path in each.folder.rglob(f"*{suffix}")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    lines = {line for text in texts for line in solutions_and_rest(text)[0]}
    secret = lines & set().union(*secret_lines().values())
    assert secret, f"no {suffix} holds anything to hide"
    found = {name: data.decode(errors="replace") for name, data in everywhere(released).items()}
    assert not [(name, line) for name, text in found.items() for line in secret if line in text]


def test_the_pages_of_a_web_stage_are_released_with_their_tasks(released):
    for each in [each for each in STAGES.values() if each.folders]:
        place = released / "lembar-kerja" / handing_out.place(each)
        for folder in each.folders:
            there = {path.relative_to(each.folder) for path in (each.folder / folder).rglob("*")}
            assert there == {path.relative_to(place) for path in (place / folder).rglob("*")}


def test_no_solution_and_nothing_of_the_grader_is_anywhere_in_a_release(released):
    assert not leaks(released)


@pytest.mark.parametrize(
    "place",
    ["lembar-kerja/modul_contoh/server.py", "template/kunci.txt", "lembar-kerja.zip"]
    + ["objects of git"] * bool(GIT),
)
def test_a_leak_would_be_found(released, tmp_path, place):
    folder = shutil.copytree(released, tmp_path / "rilis")
    line = min(secret_lines()["modul_contoh"])
    if place == "lembar-kerja.zip":
        files = read(folder / "lembar-kerja") | {"a.py": line.encode()}
        (folder / place).write_bytes(zipping.zipped(files))
    elif place == "objects of git":
        (folder / "template" / "a.py").write_text(line, encoding="utf-8")
        git(folder / "template", "add", "a.py")
        git(folder / "template", "rm", "--quiet", "--force", "a.py")
    else:
        with open(folder / place, "a", encoding="utf-8") as file:
            file.write(f"    {line}\n")
    assert {found for name, found in leaks(folder) if name.startswith(place)} == {line}


def test_a_leaked_check_would_be_found(released, tmp_path):
    folder = shutil.copytree(released, tmp_path / "rilis")
    shutil.copy(ROOT / "tests" / "test_pertemuan3.py", folder / "template")
    assert leaks(folder)


def test_no_file_is_one_of_the_graders(released):
    never = re.compile(
        r"(^|/)(stage\.toml|petunjuk\.toml|expected\.toml|conftest\.py|test_\w+\.py|tests|mutants)(/|$)"
    )
    assert not [name for name in everywhere(released) if never.search(name)]
    files = {p.read_bytes() for p in (ROOT / "tests").rglob("*") if p.is_file()} - {b""}
    assert not [name for name, content in everywhere(released).items() if content in files]


# The repository --------------------------------------------------------------------------


@needs_git
def test_the_template_is_a_repository_with_one_commit(released):
    folder = released / "template"
    assert git(folder, "rev-list", "--all").count(b"\n") == 1
    assert git(folder, "status", "--porcelain") == b"", "all of it is committed"
    assert git(folder, "branch", "--show-current") == b"main\n"
    assert not list((folder / ".git").glob("hooks/*")), "nothing of the instructor's"
    committed = git(folder, "ls-files", "-z").decode().split("\0")[:-1]
    assert set(committed) == set(read(folder))


@needs_git
def test_the_users_own_git_settings_stay_out(tmp_path, monkeypatch):
    (tmp_path / "hooks").mkdir()
    hook = tmp_path / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    (tmp_path / "ignore").write_text("*.py\n", encoding="utf-8")
    settings = f"[core]\nhooksPath = {hook.parent.as_posix()}\n"
    settings += f"excludesFile = {(tmp_path / 'ignore').as_posix()}\nautocrlf = true\n"
    settings += "[commit]\ngpgSign = true\n[user]\nuseConfigOnly = true\n"
    (tmp_path / ".gitconfig").write_text(settings, encoding="utf-8")
    for name, value in {"HOME": tmp_path, "GIT_DIR": tmp_path / "x", "GIT_AUTHOR_NAME": ""}.items():
        monkeypatch.setenv(name, str(value))
    folder = tmp_path / "template"
    folder.mkdir()
    (folder / "a.py").write_bytes(b"satu\r\ndua\n")
    assert repository.make(folder) == ""
    monkeypatch.undo()
    assert git(folder, "show", "HEAD:a.py") == b"satu\r\ndua\n"


def test_without_git_the_files_are_there_and_it_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cli.main(["rilis", str(tmp_path / "x"), "--bahasa", "id"]) == 0
    assert "belum menjadi repositori Git (git tidak terpasang)" in capsys.readouterr().out
    assert not (tmp_path / "x" / "template" / ".git").exists()
    assert (tmp_path / "x" / "template" / ".github" / "workflows" / "periksa.yml").is_file()


@pytest.mark.skipif(os.name != "posix", reason="a program of POSIX")
def test_a_git_that_fails_is_quoted_and_leaves_no_half_repository(tmp_path, monkeypatch, capsys):
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\n/bin/mkdir -p .git\necho "fatal: rusak" >&2\nexit 128\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent))
    assert cli.main(["rilis", str(tmp_path / "x")]) == 0
    assert "(fatal: rusak)" in capsys.readouterr().out
    assert not (tmp_path / "x" / "template" / ".git").exists()


# The workflow ----------------------------------------------------------------------------


def workflow(folder):
    path = folder / ".github" / "workflows" / "periksa.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(folder):
    return workflow(folder)["jobs"]["periksa"]["steps"]


def test_the_workflow_is_what_github_expects(released):
    plan = workflow(released / "template")
    assert set(plan) == {"name", True, "permissions", "defaults", "jobs"}, "YAML reads on as True"
    assert "push" in plan[True] and plan["permissions"] == {"contents": "read"}
    assert plan["defaults"] == {"run": {"shell": "bash"}}, "pipefail comes only with this"
    assert set(plan["jobs"]["periksa"]) == {"runs-on", "timeout-minutes", "steps"}
    for step in steps(released / "template"):
        assert set(step) <= {"name", "uses", "with", "run", "env", "if"}, step
        assert ("uses" in step) != ("run" in step), step


def test_its_actions_are_those_that_test_the_kit(released):
    ours = (ROOT / ".github" / "workflows" / "tes.yml").read_text(encoding="utf-8")
    known = set(re.findall(r"uses: (\S+)", ours))
    used = {step["uses"] for step in steps(released / "template") if "uses" in step}
    assert {name for name in used if "upload" not in name} <= known, "one place to renew"


@pytest.mark.parametrize(
    "spec",
    [
        "penilai",
        "penilai[x]==0.2",
        "git+https://github.com/dosen/kit@v1",
        "https://dosen.ac.id/a b/penilai-0.2-py3-none-any.whl",
        'penilai; python_version >= "3.11"',
        "it's #1: {x}, $(reboot) `é`",
    ],
)
def test_what_pip_is_to_install_arrives_unchanged(tmp_path, spec):
    for name, content in template.files([STAGES["modul_contoh"]], spec).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    [step] = [step for step in steps(tmp_path) if "pip" in step.get("run", "")]
    assert step["env"] == {"PENILAI": spec} and '"$PENILAI"' in step["run"], "never as a command"
    assert spec in (tmp_path / "README.md").read_text(encoding="utf-8")


class Runner:
    """GitHub's machine: runs the `run:` steps as the runner does; sudo and pip are ours."""

    def __init__(self, folder, away):
        self.folder, self.away = folder, away
        self.summary = away / "summary.md"
        self.summary.touch()
        (away / "bin").mkdir()
        (away / "pip").mkdir()
        sudo = away / "bin" / "sudo"
        sudo.write_text(f'#!/bin/sh\necho "$@" > "{away}/sudo.txt"\n', encoding="utf-8")
        sudo.chmod(0o755)
        note = f"import sys\nopen({str(away / 'pip.txt')!r}, 'w').write(repr(sys.argv[1:]))\n"
        (away / "pip" / "__init__.py").touch()
        (away / "pip" / "__main__.py").write_text(note, encoding="utf-8")

    def run(self):
        """The name of each step that ran, with its exit code."""
        codes = {}
        for step in steps(self.folder):
            always = step.get("if") == "${{ !cancelled() }}"
            if "run" in step and (always or not any(codes.values())):
                codes[step["name"]] = self.step(step)
        return codes

    def step(self, step):
        script = self.away / "script.sh"
        script.write_text(step["run"], encoding="utf-8")
        path = os.pathsep.join(
            [str(self.away / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        )
        env = {"PATH": path, "PYTHONPATH": str(self.away), "GITHUB_STEP_SUMMARY": str(self.summary)}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        env = os.environ | env | step.get("env", {})
        done = subprocess.run(command, cwd=self.folder, env=env, stdout=subprocess.DEVNULL)
        return done.returncode

    @property
    def graded(self):
        text = (self.folder / "hasil.json").read_text(encoding="utf-8")
        return {each["stage"]: each["earned"] for each in json.loads(text)["stages"]}


@pytest.fixture
def runner(released, tmp_path):
    """A student's clone of the template, with two stages in it, on such a machine."""
    if os.name != "posix":
        pytest.skip("the workflow runs on Ubuntu")
    clone, away = tmp_path / "clone", tmp_path / "away"
    away.mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        rilis.rilis(tmp_path / "rilis", ["pertemuan3"], "penilai==1")
    shutil.copytree(tmp_path / "rilis" / "template", clone)
    return Runner(clone, away)


def test_a_push_of_the_untouched_template_is_red_and_tells_why(runner):
    codes = runner.run()
    assert codes.pop("Periksa") == cli.NOT_FULL, "the exit code passes through tee"
    assert set(codes.values()) == {0}, codes
    assert "Tulis ringkasan" in codes, "also after a red step"
    assert runner.graded["pertemuan3"] < 100
    summary = runner.summary.read_text(encoding="utf-8")
    assert summary.startswith("~~~~text\n") and summary.endswith("~~~~\n")
    assert "Nilai: " in summary and "pertemuan3" in summary
    assert (runner.away / "pip.txt").read_text() == "['install', 'penilai==1']"
    assert "apparmor" in (runner.away / "sudo.txt").read_text()


def test_a_push_of_the_finished_work_is_green(runner):
    for program in STAGES["pertemuan3"].programs:
        shutil.copy(STAGES["pertemuan3"].folder / program, runner.folder / "pertemuan3")
    assert set(runner.run().values()) == {0}
    assert runner.graded == {"pertemuan3": 100}
    if GIT:
        changed = git(runner.folder, "status", "--porcelain").decode()
        assert "hasil" not in changed, "what the workflow leaves is ignored by git"


def test_a_summary_is_written_only_of_what_there_is(runner):
    shutil.rmtree(runner.folder / "pertemuan3")
    codes = runner.run()
    assert codes["Periksa"] == cli.WRONG_USE and codes["Tulis ringkasan"] == 0
    assert "Traceback" not in runner.summary.read_text(encoding="utf-8")


def test_the_readme_of_the_template_leads_to_every_stage(released):
    text = (released / "template" / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links == [f"{handing_out.place(each)}/README.md" for each in STAGES.values()]
    assert not [link for link in links if not (released / "template" / link).is_file()]
    assert "@" not in text.replace("actions/", ""), "a field was not filled in"


# Wrong use -------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def indonesian(monkeypatch):
    before = language.current()
    monkeypatch.setenv("PENILAI_BAHASA", "id")
    yield
    language.choose(before)


def refused(words, capsys):
    assert cli.main(["rilis", *map(str, words)]) == cli.WRONG_USE
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "Traceback" not in said.err, said.err
    return said.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["baru", "lain"], 'Tidak ada tahap "lain". Yang ada: '),
        (["."], "tidak kosong"),
        (["berkas"], "adalah berkas"),
        (["berkas/baru"], "tidak ada"),
        (["tidak/ada"], "tidak ada"),
        ([], "masih kurang: FOLDER"),
        (["baru", "--penilai"], "--penilai"),
        (["baru", "--penilai", ""], "untuk pip"),
        (["baru", "--penilai=-r x"], "untuk pip"),
        (["baru", "--penilai=a\nb"], "untuk pip"),
        (["baru", "--penilai", "./penilai.whl"], "GitHub tidak bisa membaca"),
        (["baru", "--penilai", "penilai.whl"], "GitHub tidak bisa membaca"),
        (["baru", "--penilai", "C:\\kit"], "GitHub tidak bisa membaca"),
        (["baru", "--penilai", "penilai @ file:///kit"], "GitHub tidak bisa membaca"),
    ],
)
def test_wrong_use_is_one_sentence_and_makes_nothing(words, says, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "berkas").write_text("lama", encoding="utf-8")
    assert says in refused(words, capsys)
    assert [path.name for path in tmp_path.iterdir()] == ["berkas"]
    assert (tmp_path / "berkas").read_text(encoding="utf-8") == "lama"


def test_marks_that_do_not_fit_are_said_before_anything_is_made(tmp_path, capsys, monkeypatch):
    course = tmp_path / "kit"
    shutil.copytree(STAGES["modul_contoh"].folder, course / "modul_contoh")
    with open(course / "modul_contoh" / "client.py", "a", encoding="utf-8") as file:
        file.write("# END SOLUTION\n")
    lines = (course / "modul_contoh" / "client.py").read_text(encoding="utf-8").count("\n")
    monkeypatch.setattr(stage, "course_root", lambda: course)
    sentence = refused([tmp_path / "baru"], capsys)
    assert f"modul_contoh/client.py:{lines}: " in sentence, sentence
    assert not (tmp_path / "baru").exists()


@pytest.mark.parametrize("name", ["write_bytes", "mkdir"])
def test_a_full_disk_at_any_moment_leaves_nothing(name, tmp_path, capsys, monkeypatch):
    kept, left = getattr(Path, name), 0

    def write(path, *more, **named):
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "No space left on device")
        return kept(path, *more, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Path, name, write)
        for moment in range(6):
            left = moment
            if name == "mkdir" and moment > 4:
                break
            assert "Disk penuh" in refused([tmp_path / "baru", "pertemuan3"], capsys)
            assert not list(tmp_path.iterdir()), "half of it stayed"
    assert cli.main(["rilis", str(tmp_path / "baru"), "pertemuan3"]) == 0
