"""Run a program shut in, with limits; always ended; nothing left behind."""

from penilai.sandbox.program import Program, Sandbox, SandboxError
from penilai.sandbox.tier import (
    Tier,
    choose,
    end_with_parent,
    open_sandbox,
    prepare,
    tidy_up_after,
)

__all__ = [
    "Program",
    "Sandbox",
    "SandboxError",
    "Tier",
    "choose",
    "end_with_parent",
    "open_sandbox",
    "prepare",
    "tidy_up_after",
]
