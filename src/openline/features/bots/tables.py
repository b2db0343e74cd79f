"""Table of bots. Of a bot's token only a fingerprint is stored; a removed bot stays, since its messages name it."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

BOTS = sa.Table(
    "bots", metadata,
    whole("id", primary=True), account(), text("name"), text("fingerprint"), whole("in_channels"), whole("made_at"),
    whole("made_by"), whole("seen_at", nullable=True), whole("removed_at", nullable=True),
    sa.Index(None, "fingerprint", unique=True),
    sa.Index(None, "account_id", "id"),
)  # fmt: skip
