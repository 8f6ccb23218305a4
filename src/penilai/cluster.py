"""The same jobs on dask.distributed: processes of this machine, or workers on many."""

from __future__ import annotations

import contextlib
import logging
import tempfile
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError
from typing import Any

from penilai.classroom import Engine
from penilai.errors import UserError
from penilai.language import mark, tr

CONNECT_SECONDS = 10
WORKER_SECONDS = 30  # to wait for the first worker
AHEAD = 2  # jobs that a thread has in line, so that it never waits for us


@contextlib.contextmanager
def opened(address: str, threads: int) -> Iterator[Engine]:
    """The cluster whose scheduler has this HOST:PORT; empty: one here, with so many threads.

    Raises UserError where it cannot be reached, and when it is lost.
    """
    distributed = _library()
    _hush()
    with contextlib.ExitStack() as stack:
        with _told(address):
            where = address or stack.enter_context(_own(distributed, threads))
            client = distributed.Client(where, timeout=CONNECT_SECONDS, set_as_default=False)
            stack.enter_context(client)
            client.wait_for_workers(1, timeout=WORKER_SECONDS)
        count = AHEAD * sum(client.nthreads().values())
        lost = (BrokenExecutor, distributed.scheduler.KilledWorker)
        with _told(address):
            yield Engine(client.get_executor(pure=False), count, lost)


def _library() -> Any:
    try:
        import distributed
    except ImportError as error:
        says = tr(mark("Untuk mesin dask, pasang dulu: {command}"))
        raise UserError(says.format(command="pip install distributed")) from error
    return distributed


def _hush() -> None:
    """What matters we say ourselves."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextlib.contextmanager
def _own(distributed: Any, threads: int) -> Iterator[Any]:
    """A cluster of this machine that nobody else can reach, and that leaves no file."""
    import dask

    with (
        tempfile.TemporaryDirectory(prefix="penilai-", ignore_cleanup_errors=True) as folder,
        dask.config.set(temporary_directory=folder),
        distributed.LocalCluster(
            n_workers=threads,
            threads_per_worker=1,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        yield cluster


@contextlib.contextmanager
def _told(address: str) -> Iterator[None]:
    """Turn what a cluster says that cannot be reached, or is gone, into one sentence."""
    try:
        yield
    except (CancelledError, ImportError, OSError, RuntimeError, TimeoutError) as error:
        says = mark(
            'Kluster dask "{address}" tidak bisa dipakai: {error}. Yang sudah selesai tersimpan: '
            "jalankan lagi perintah yang sama."
        )
        known = {"address": address, "error": str(error) or type(error).__name__}
        raise UserError(tr(says).format(**known)) from error
