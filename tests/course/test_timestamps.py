"""The timestamp stages change one thing: the chat stays that of modul_contoh."""

import difflib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHAT = ROOT / "modul_contoh"
MOST_CHANGED = 12  # lines that went and lines that came

timestamp_stages = pytest.mark.parametrize(
    "stage", sorted(ROOT.glob("folder_*_timestamp")), ids=lambda stage: stage.name
)


@timestamp_stages
def test_the_server_differs_by_a_dozen_lines_at_most(stage):
    before, after = (
        (folder / "server.py").read_text(encoding="utf-8").splitlines() for folder in (CHAT, stage)
    )
    changed = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
    assert 0 < len(changed) <= MOST_CHANGED, "\n".join(changed)


@timestamp_stages
def test_the_client_stays_as_it_was(stage):
    assert (stage / "client.py").read_bytes() == (CHAT / "client.py").read_bytes()


def test_there_are_two_of_them():
    assert len(list(ROOT.glob("folder_*_timestamp/stage.toml"))) == 2
