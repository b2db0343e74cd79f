"""Tables of channels and connections."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

CHANNELS = sa.Table(
    "channels", metadata,
    whole("id", primary=True), account(), whole("number"), text("name"), whole("active"),
    text("settings"), whole("created_at"), whole("deleted_at", nullable=True), whole("version"),
    sa.Index(None, "account_id", "number", unique=True),
)  # fmt: skip

# `key` is public: it stands in the snippet on the customer's site. `secrets` is sealed.
CONNECTIONS = sa.Table(
    "connections", metadata,
    whole("id", primary=True), account(), whole("channel_id"), text("connector"), text("name"), text("key"),
    whole("active"), text("config"), text("secrets"), whole("created_at"), whole("deleted_at", nullable=True),
    whole("version"),
    sa.Index(None, "key", unique=True),
    sa.Index(None, "account_id", "channel_id"),
    sa.ForeignKeyConstraint(["channel_id"], ["channels.id"]),
)  # fmt: skip
