"""Alembic migrations of both stores. The metadata is handed in; nothing here knows a slice."""

import re
from pathlib import Path

HERE = Path(__file__).parent
VERSION_TABLE = "alembic_version"
_REVISION = re.compile(r"^(down_)?revision: .* = (?:\"(\w+)\"|None)$", re.MULTILINE)


def head() -> str | None:
    """The newest revision, read without Alembic: a warm start should not pay for its import.

    Raises ValueError when there are several. None: there is no revision at all.
    """
    revisions: set[str] = set()
    below: set[str] = set()
    for path in sorted((HERE / "versions").glob("*.py")):
        for down, revision in _REVISION.findall(path.read_text(encoding="utf-8")):
            (below if down else revisions).add(revision)
    heads = revisions - below
    if len(heads) > 1:
        raise ValueError(f"there must be one newest revision, not {sorted(heads)}")
    return heads.pop() if heads else None
