"""The table of documents that were applied: the values that went and came, as JSON by channel (ADR 0113)."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

SETTINGS_APPLIES = sa.Table(
    "settings_applies", metadata,
    whole("id", primary=True), account(), whole("at"), whole("person_id"), text("changes"),
    whole("undoes", nullable=True), whole("undone_by", nullable=True),
    sa.Index(None, "account_id", "id", unique=True),
)  # fmt: skip
