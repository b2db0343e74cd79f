"""Tables of presence: one row per person who ever came, one per socket."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

# `online` and `state` are the last answers of the rule; `sockets` counts the rows of the other table.
PRESENCE = sa.Table(
    "presence",
    metadata,
    whole("person_id", primary=True),
    account(),
    text("chosen"),
    text("state"),
    whole("online"),
    whole("sockets"),
    whole("active_at"),
    whole("lost_at"),
    sa.Index(None, "account_id"),
)

# `node` is the token of the process that holds the socket: it deletes only its own rows.
SOCKETS = sa.Table(
    "sockets",
    metadata,
    whole("id", primary=True),
    account(),
    whole("person_id"),
    text("node"),
    whole("opened_at"),
    sa.Index(None, "node", "person_id"),
)
