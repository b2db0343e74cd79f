"""CPU time of process trees, as the kernel counts it."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def _stat(pid: int) -> list[str]:
    """What stands behind the name in /proc/<pid>/stat: state, parent, …; empty for a process that is gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def tree(root: int) -> set[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))):
            children.setdefault(int(stat[1]), []).append(int(entry.name))
    found, left = {root}, [root]
    while left:
        fresh = children.get(left.pop(), [])
        found.update(fresh)
        left.extend(fresh)
    return found


def seconds(pids: Iterable[int]) -> float:
    """User and system time so far, with that of children that have ended."""
    ticks = 0
    for pid in pids:
        stat = _stat(pid)
        ticks += sum(map(int, stat[11:15]))
    return ticks / _TICKS
