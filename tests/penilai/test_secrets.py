"""What a stage calls secret is random for each grading, and known to program and checks alone."""

from dataclasses import replace

import pytest

from penilai import stage
from penilai.grading import Grading
from penilai.sandbox import open_sandbox
from penilai.submission import Submission

LESSON = replace(stage.find()["modul_contoh"], secrets=("KATA_SANDI", "KUNCI"))
SAYS = b"import os; print(os.environ.get('KATA_SANDI', 'tidak ada'))"
HANDED_IN = Submission({"server.py": SAYS}, {})


@pytest.fixture
def grade():
    """Begins a grading with this seed; ends it afterwards."""
    begun = []

    def begin(seed):
        def opened(more):
            return open_sandbox(HANDED_IN.files, LESSON.port, more)

        begun.append(Grading(LESSON, HANDED_IN, seed, opened))
        return begun[-1]

    yield begin
    for grading in begun:
        grading.close()


def test_a_seed_decides_the_secrets(grade):
    assert grade(1).secrets == grade(1).secrets
    assert not set(grade(1).secrets.values()) & set(grade(2).secrets.values())


def test_each_secret_is_another_and_fits_on_any_keyboard(grade):
    secrets = grade(1).secrets
    assert set(secrets) == {"KATA_SANDI", "KUNCI"}
    assert len(set(secrets.values())) == 2
    assert all(value.isascii() and value.isalnum() for value in secrets.values())


def test_the_program_has_them_in_its_environment_and_the_scene_knows_them(grade):
    scene = grade(1).scene("satu")
    try:
        _, screen = scene.run("server.py")
        screen.shows(scene.secrets["KATA_SANDI"])
    finally:
        scene.close()


def test_a_program_can_be_run_without_them(grade):
    scene = grade(1).scene("satu")
    try:
        _, screen = scene.run("server.py", bare=True)
        screen.shows("tidak ada")
        _, screen = scene.run("server.py")
        screen.shows(scene.secrets["KATA_SANDI"])
    finally:
        scene.close()
    assert "tanpa KATA_SANDI, KUNCI" in scene.story.tell()[0]


def test_they_stay_the_same_for_all_checks_of_a_grading(grade):
    grading = grade(1)
    assert grading.scene("satu").secrets == grading.scene("dua").secrets
