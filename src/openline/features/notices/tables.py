"""The table of notices. `data` is JSON of ids, kinds and numbers; an overdue wait keeps its filled text (ADR 0092)."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

NOTICES = sa.Table(
    "notices", metadata,
    whole("id", primary=True), account(), whole("person_id"), text("kind"), text("data"), whole("at"),
    whole("read_at", nullable=True),
    sa.Index(None, "person_id", "id"),
)  # fmt: skip
