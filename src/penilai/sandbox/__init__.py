"""Run a program shut in, with limits; always ended; nothing left behind."""

from penilai.sandbox.browsers import find as find_browser
from penilai.sandbox.chromium import Chromium
from penilai.sandbox.program import Program, Sandbox, SandboxError, Screen, ScreenMissing
from penilai.sandbox.tier import (
    Tier,
    can_open_windows,
    choose,
    end_with_parent,
    open_sandbox,
    pack,
    prepare,
    release,
    tidy_up_after,
)

__all__ = [
    "Chromium",
    "Program",
    "Sandbox",
    "SandboxError",
    "Screen",
    "ScreenMissing",
    "Tier",
    "can_open_windows",
    "choose",
    "end_with_parent",
    "find_browser",
    "open_sandbox",
    "pack",
    "prepare",
    "release",
    "tidy_up_after",
]
