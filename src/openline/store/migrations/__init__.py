"""Alembic migrations of both stores. The metadata is handed in; nothing here knows a slice."""

import re
from pathlib import Path

HERE = Path(__file__).parent
VERSION_TABLE = "alembic_version"
_REVISION = re.compile(r"^(down_)?revision: .* = (?:\"(\w+)\"|None)$", re.MULTILINE)


def revisions() -> dict[str, str | None]:
    """All revisions, each with the one below it; read without Alembic, whose import a warm start should not pay for."""
    known: dict[str, str | None] = {}
    for path in (HERE / "versions").glob("*.py"):
        found = {bool(down): name or None for down, name in _REVISION.findall(path.read_text(encoding="utf-8"))}
        own = found.get(False)
        if own is not None:
            known[own] = found[True]
    return known


def head() -> str | None:
    """The newest revision; None: there is none at all.

    Raises ValueError when there are several.
    """
    known = revisions()
    newest = set(known) - set(known.values())
    if len(newest) > 1:
        raise ValueError(f"there must be one newest revision, not {sorted(newest)}")
    return newest.pop() if newest else None
