"""The table of notices. `data` holds ids, kinds and numbers as JSON, never texts or names."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

NOTICES = sa.Table(
    "notices", metadata,
    whole("id", primary=True), account(), whole("person_id"), text("kind"), text("data"), whole("at"),
    whole("read_at", nullable=True),
    sa.Index(None, "person_id", "id"),
)  # fmt: skip
