"""Options of the project's own tests, wherever pytest is started.

The graded checks are plain pytest too: `pytest tests/test_modul_contoh.py --submission=DIR`.
"""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--ulang", type=int, default=1, help="grade every mutant so many times")
    parser.addoption("--soak", action="store_true", help="run the slow tests too")
    parser.addoption("--screenshots", metavar="DIR", help="keep pictures of the web chats here")
