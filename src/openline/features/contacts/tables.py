"""Tables of contacts and their identities."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

CONTACTS = sa.Table(
    "contacts", metadata,
    whole("id", primary=True), account(), whole("number"), text("name", nullable=True), text("email", nullable=True),
    text("phone", nullable=True), text("locale", nullable=True), text("time_zone", nullable=True), whole("created_at"),
    whole("avatar_file_id", nullable=True), whole("responsible_id", nullable=True), text("fields", nullable=True),
    sa.Index(None, "account_id", "number", unique=True),
)  # fmt: skip

IDENTITIES = sa.Table(
    "identities", metadata,
    whole("id", primary=True), account(), text("kind"), text("namespace"), text("value"), whole("contact_id"),
    whole("verified"), whole("created_at"),
    sa.Index(None, "account_id", "kind", "namespace", "value", unique=True),
    sa.Index(None, "contact_id"),
    sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
)  # fmt: skip
