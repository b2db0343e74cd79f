"""The store's own tables: log, counters, deadlines, outbox, dedupe, raw events, nodes, idempotency, batches."""

import sqlalchemy as sa

from openline.store.metadata import account, metadata, text, whole

LOG = sa.Table(
    "log",
    metadata,
    whole("account_id", primary=True),
    whole("seq", primary=True),
    whole("at"),
    text("kind"),
    whole("conversation_id", nullable=True),
    whole("session_id", nullable=True),
    whole("channel_id", nullable=True),
    whole("person_id", nullable=True),
    whole("actor_id", nullable=True),
    whole("number", nullable=True),
    text("audience", nullable=True),
    text("payload"),
    sa.Index(
        None,
        "conversation_id",
        "number",
        unique=True,
        sqlite_where=sa.text("number IS NOT NULL"),
        postgresql_where=sa.text("number IS NOT NULL"),
    ),
    sa.Index(None, "session_id", "seq"),
)

LOG_COUNTERS = sa.Table("log_counters", metadata, whole("account_id", primary=True), whole("last_seq"))

NUMBERS = sa.Table(
    "numbers", metadata, whole("account_id", primary=True), text("kind", primary=True), whole("last_number")
)

# `queue_id` is the row whose lock guards the subject; `version` grows each time the deadline is armed.
DEADLINES = sa.Table(
    "deadlines",
    metadata,
    text("kind", primary=True),
    whole("subject_id", primary=True),
    account(),
    whole("queue_id"),
    whole("due_at"),
    whole("version"),
    sa.Index(None, "due_at"),
)

# `part` counts the calls of the message that are confirmed: what goes on after a break is the next one.
OUTBOX = sa.Table(
    "outbox",
    metadata,
    whole("message_id", primary=True),
    account(),
    whole("connection_id"),
    whole("conversation_id"),
    text("state"),
    whole("part", default=0),
    whole("attempts", default=0),
    whole("due_at"),
    whole("created_at"),
    text("error", nullable=True),
    sa.Index(None, "state", "due_at"),
    sa.Index(None, "conversation_id", "message_id"),
)

# One row per conversation that a worker is sending for: order holds with many workers.
LANES = sa.Table(
    "outbox_lanes", metadata, whole("conversation_id", primary=True), account(), text("worker"), whole("lease_until")
)

# A connection that its platform has told to slow down, or that needs a person's attention.
PAUSES = sa.Table(
    "outbox_pauses", metadata, whole("connection_id", primary=True), account(), whole("until"), text("reason")
)

# Never partitioned, kept at least 14 days: a platform may repeat an event a week later.
DEDUPE = sa.Table(
    "dedupe",
    metadata,
    whole("connection_id", primary=True),
    text("event_key", primary=True),
    account(),
    whole("at"),
    sa.Index(None, "at"),
)

RAW_EVENTS = sa.Table(
    "raw_events",
    metadata,
    whole("id", primary=True),
    account(),
    whole("connection_id"),
    text("headers"),
    text("body"),
    text("error"),
    whole("at"),
    whole("replayed_at", nullable=True),
    sa.Index(None, "account_id", "id"),
)

NODES = sa.Table(
    "nodes",
    metadata,
    whole("node", primary=True),
    text("token"),
    text("host"),
    whole("started_at"),
    whole("lease_until"),
)

IDEMPOTENCY = sa.Table(
    "idempotency",
    metadata,
    text("actor", primary=True),
    text("key", primary=True),
    account(),
    text("body_hash"),
    whole("status"),
    text("answer"),
    whole("at"),
    sa.Index(None, "at"),
)

# A batch commits its id with its work, so that a lost COMMIT answer can be looked up. Kept a day.
BATCHES = sa.Table("batches", metadata, whole("id", primary=True), whole("at"), sa.Index(None, "at"))
