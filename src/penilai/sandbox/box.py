"""The isolated tier: for each submission an interpreter apart, for each start fresh namespaces."""

from __future__ import annotations

from penilai.sandbox.boxed import BoxedProgram
from penilai.sandbox.display import Display
from penilai.sandbox.holders import Holders
from penilai.sandbox.program import SandboxError
from penilai.sandbox.shell import Shell


class Box:
    """See `program.Sandbox`. `files` are the submission's, by name.

    `environment` is added to the programs', who may import `wanted` besides the standard
    library, and with `screen` open windows. `shell`: a bubblewrap that has these packages;
    else there is one for this box alone, as there must be for a screen. Raises SandboxError.
    """

    tier = "bubblewrap"
    side_by_side = True  # each start has a network of its own

    def __init__(
        self,
        files: dict[str, bytes],
        environment: dict[str, str],
        wanted: tuple[str, ...] = (),
        screen: bool = False,
        shell: Shell | None = None,
    ) -> None:
        self._display = Display(boxed=True) if screen else None
        if self._display:
            environment = environment | self._display.environment
        self._own: Shell | None = None
        try:
            if shell is None or screen:
                shell = self._own = Shell(wanted, (), self._display)
            self._holders = Holders(shell.fork(files, environment))
        except SandboxError:
            self._close_shells()
            raise

    def start(
        self,
        program: str,
        listen_on: int | None = None,
        terminal: bool = False,
        screen: bool = False,
    ) -> BoxedProgram:
        """See `program.Sandbox`; the program `limits.NOTHING` does all but run one."""
        display = self._display if screen else None
        if display:
            display.open()
        return BoxedProgram(program, self._holders, listen_on, terminal, display)

    def close(self) -> None:
        """End the box; returns when nothing of it is left."""
        self._holders.close()
        self._close_shells()

    def complaint(self) -> str:
        """What bubblewrap said when it failed; to be asked after `close`."""
        return self._own.complaint() if self._own else ""

    def _close_shells(self) -> None:
        if self._own:
            self._own.close()
        if self._display:
            self._display.close()
