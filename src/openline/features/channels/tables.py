"""Tables of channels and connections."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

_TO_PURGE = sa.text("deleted_at IS NOT NULL AND purged_at IS NULL")

CHANNELS = sa.Table(
    "channels", metadata,
    whole("id", primary=True), account(), whole("number"), text("name"), whole("active"),
    text("settings"), whole("created_at"), whole("deleted_at", nullable=True), whole("version"),
    # what was deleted is emptied later
    whole("purged_at", nullable=True),
    sa.Index(None, "account_id", "number", unique=True),
    sa.Index("ix_channels_to_purge", "deleted_at", sqlite_where=_TO_PURGE, postgresql_where=_TO_PURGE),
)  # fmt: skip

# `key` is public: it stands in the snippet on the customer's site. `secrets` is sealed.
CONNECTIONS = sa.Table(
    "connections", metadata,
    whole("id", primary=True), account(), whole("channel_id"), text("connector"), text("name"), text("key"),
    whole("active"), text("config"), text("secrets"), whole("created_at"), whole("deleted_at", nullable=True),
    whole("version"),
    # how it fares, as of the last check or call; when the platform first reached us; its own id of the account
    text("state", default="ok"), text("state_detail", nullable=True), whole("state_at", nullable=True),
    whole("first_event_at", nullable=True), text("external_id", nullable=True),
    # the name of that account, and what installing did, as JSON of service/report.py
    text("setup", nullable=True),
    # of its platform: whether automatic texts do not belong there, and how long it lets us write freely (0: for ever)
    whole("quiet", default=0), whole("window_s", default=0),
    whole("purged_at", nullable=True),
    sa.Index(None, "key", unique=True),
    sa.Index("ix_connections_to_purge", "deleted_at", sqlite_where=_TO_PURGE, postgresql_where=_TO_PURGE),
    sa.Index(None, "account_id", "channel_id"),
    sa.Index("uq_connections_external", "account_id", "connector", "external_id", unique=True,
             sqlite_where=sa.text("external_id IS NOT NULL AND deleted_at IS NULL"),
             postgresql_where=sa.text("external_id IS NOT NULL AND deleted_at IS NULL")),
    sa.ForeignKeyConstraint(["channel_id"], ["channels.id"]),
)  # fmt: skip
