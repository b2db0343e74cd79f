"""Which processors threads run on: those that take turns share one (docs/adr/0120-turns-on-one-processor.md)."""

import contextlib
import os
import threading
from collections.abc import Iterable
from pathlib import Path

_GIVEN = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else frozenset[int]()
_PROCESSOR = 36  # where the processor stands in `stat`, counted after the name of the thread


def share(threads: Iterable[threading.Thread]) -> None:
    """Keep threads on the processor where the caller is just now. Does nothing where the system does not let us."""
    if not _GIVEN:
        return
    with contextlib.suppress(OSError):
        mine = Path("/proc/thread-self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[_PROCESSOR]
        for thread in threads:
            if thread.native_id is not None:
                os.sched_setaffinity(thread.native_id, {int(mine)})


def spread(process_id: int = 0) -> None:
    """Let another process, or the calling thread, run wherever this process was allowed to when it began."""
    if _GIVEN:
        with contextlib.suppress(OSError):  # it has ended by now, or nobody may
            os.sched_setaffinity(process_id, _GIVEN)
