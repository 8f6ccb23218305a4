"""Where the jobs of a class are done: graders of this machine, or workers of a dask cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from penilai import classroom, sandbox
from penilai.classroom import Engine
from penilai.errors import UserError
from penilai.language import mark, tr
from penilai.warm import cores

DASK = "dask"
A_CORE = 3  # gradings side by side: a program that is broken mostly waits (benchmarks/README.md)


Opens = Callable[[], contextlib.AbstractContextManager[Engine]]


def chosen(wanted: str, workers: int | None, portable: bool) -> Opens:
    """How to open what the user calls `wanted`: nothing, `dask`, or `dask://HOST:PORT`.

    Raises UserError for another word, and where programs have to be shut in and cannot be.
    """
    kind, _, address = wanted.partition("://")
    if kind == DASK and ("://" not in wanted or address):
        from penilai import cluster

        return lambda: cluster.opened(address, workers or A_CORE * cores())
    if wanted:
        says = tr(mark('Mesin "{name}" tidak dikenal. Yang ada: dask, dask://HOST:PORT.'))
        raise UserError(says.format(name=wanted))
    if not portable:
        expect_isolation()
    return lambda: here(workers or A_CORE * cores())


def expect_isolation() -> None:
    """Raises UserError where this machine cannot shut programs in."""
    try:
        tier = sandbox.choose()
    except sandbox.SandboxError as error:
        raise UserError(classroom.not_isolated(str(error))) from error
    if tier.reason:
        raise UserError(classroom.not_isolated(tier.reason))


@contextlib.contextmanager
def here(count: int) -> Iterator[Engine]:
    """So many graders side by side, a process each; threads of ours only wait for them."""
    executor = ThreadPoolExecutor(count)
    try:
        yield Engine(executor, count, stop=classroom.WARM.stop)
    finally:
        classroom.WARM.close()  # while its threads live: a grader's process ends with its thread
        executor.shutdown(cancel_futures=True)
