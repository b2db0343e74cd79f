"""The Range header: one range of bytes, as players and downloaders ask for it (RFC 9110, 14)."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})\Z")


@dataclass(frozen=True, slots=True)
class Unsatisfiable:
    """The range lies outside the file."""


def wanted_range(header: str | None, size: int) -> tuple[int, int] | Unsatisfiable | None:
    """First byte and the one after the last; None: the whole file, also for what we do not understand."""
    found = _ONE.match((header or "").strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        last = int(found[2])
        return (max(0, size - last), size) if last else Unsatisfiable()
    start = int(found[1])
    end = min(int(found[2]) + 1, size) if found[2] else size
    if start >= size:
        return Unsatisfiable()
    # The last byte before the first one: not a range at all.
    return (start, end) if start < end else None
