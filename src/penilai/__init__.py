"""penilai, "the one who marks": runs students' network programs and says what they do."""

__version__ = "0.1.0"
