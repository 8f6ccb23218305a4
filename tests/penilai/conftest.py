"""What every test of the package stands on."""

import pytest

from penilai import language
from penilai.events import Hub


@pytest.fixture(autouse=True)
def indonesian():
    """Sentences are Indonesian, whatever the machine speaks and the test before chose."""
    before = language.current()
    language.choose("id")
    yield
    language.choose(before)


@pytest.fixture
def hub():
    made = Hub()
    yield made
    made.close()
