"""What a process that decodes strangers' files may use. It limits itself, before it opens one."""

import contextlib
import os
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # a system without such limits
    resource = None  # type: ignore[assignment]

DONE, NOT_OURS = 0, 3
_WRITTEN_BYTES = 16 * 1024 * 1024
_OPEN_FILES = 64
_NICE = 10
# Where the machine's memory runs out, the kernel takes this process, and not the server.
_FIRST_TO_GO = Path("/proc/self/oom_score_adj")


def limit(*, memory_bytes: int, cpu_s: int) -> None:
    """From here on this process, and each that it starts, may use so much; where that cannot be said, it ends."""
    if resource is None:
        sys.exit(NOT_OURS)
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_FSIZE, _WRITTEN_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(_NICE)
    with contextlib.suppress(OSError):  # Linux only
        _FIRST_TO_GO.write_text("1000")
