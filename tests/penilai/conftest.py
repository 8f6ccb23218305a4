"""Options of the project's own tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--ulang", type=int, default=1, help="grade every mutant so many times")
    parser.addoption("--soak", action="store_true", help="many more starts, and slow faults")
