import pytest


@pytest.mark.points(100)
def test_server_asks_nick():
    """Selalu lulus"""
