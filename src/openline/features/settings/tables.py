"""The table of changes to settings: the values that went and came, as JSON by key (ADR 0103)."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

SETTING_CHANGES = sa.Table(
    "setting_changes", metadata,
    whole("id", primary=True), account(), whole("channel_id"), whole("version"), whole("at"), whole("person_id"),
    text("changes"),
    sa.Index(None, "channel_id", "version", unique=True),
)  # fmt: skip
