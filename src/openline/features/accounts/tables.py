"""The table of accounts: the only one whose own id is the wall."""

import sqlalchemy as sa

from openline.store import metadata, text, whole

ACCOUNTS = sa.Table(
    "accounts", metadata,
    whole("id", primary=True), text("name"), text("domain", nullable=True), text("locale"), text("time_zone"),
    whole("demo"), whole("created_at"), whole("version"),
    # what the operator allows it: the name of a plan, and its limits as JSON; without one there are none
    text("plan", nullable=True), text("limits", nullable=True),
    sa.Index(None, "domain", unique=True),
)  # fmt: skip
