"""Run a program shut in, with limits; always ended; nothing left behind."""

from penilai.sandbox.program import Program, Sandbox, SandboxError, Screen, ScreenMissing
from penilai.sandbox.tier import (
    Tier,
    can_open_windows,
    choose,
    end_with_parent,
    open_sandbox,
    tidy_up_after,
)

__all__ = [
    "Program",
    "Sandbox",
    "SandboxError",
    "Screen",
    "ScreenMissing",
    "Tier",
    "can_open_windows",
    "choose",
    "end_with_parent",
    "open_sandbox",
    "tidy_up_after",
]
