"""The graded checks are plain pytest too: `pytest tests/test_modul_contoh.py --submission DIR`."""

pytest_plugins = ["penilai.plugin"]
