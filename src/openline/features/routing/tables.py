"""Tables of queues, their seats, their input log, sessions and explanations. All guarded by the queue's row."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

# The lock of everything that is routed in a channel. `settings` are the engine's, as of `version`.
QUEUES = sa.Table(
    "queues", metadata,
    whole("channel_id", primary=True), account(), whole("version"), whole("at"), text("settings"),
    sa.ForeignKeyConstraint(["channel_id"], ["channels.id"]),
)  # fmt: skip

# What the engine knows of an agent in a queue; `position` is NULL for an owner who is no member.
SEATS = sa.Table(
    "queue_seats", metadata,
    whole("channel_id", primary=True), whole("person_id", primary=True), account(), whole("position", nullable=True),
    whole("offered_at"), whole("offered_tie"), whole("active"), whole("online"), whole("on_leave"), whole("paused"),
    text("workday", nullable=True), whole("break_since"), text("skills", nullable=True),
    whole("elsewhere"),
    sa.Index(None, "account_id", "person_id"),
)  # fmt: skip

# What administrators put into a queue, in order, as JSON of `Entry`; how many of them are departments.
LINEUPS = sa.Table(
    "queue_lineups", metadata,
    whole("channel_id", primary=True), account(), text("entries"), whole("departments"),
    sa.Index(None, "account_id", "departments"),
)  # fmt: skip

# The open sessions on somebody's desk, offered to him alone or owned, over all queues.
AGENT_LOADS = sa.Table(
    "agent_loads", metadata, whole("person_id", primary=True), account(), whole("sessions"),
)  # fmt: skip

# How customers of a channel see an agent; what is empty is his profile's.
CARDS = sa.Table(
    "agent_cards", metadata,
    whole("channel_id", primary=True), whole("person_id", primary=True), account(), text("name"), text("position"),
)  # fmt: skip

# The engine's inputs, in order: replaying them gives the same states and the same decisions.
QUEUE_LOG = sa.Table(
    "queue_log", metadata,
    whole("channel_id", primary=True), whole("version", primary=True), account(), whole("at"), text("kind"),
    text("event"),
)  # fmt: skip

SESSIONS = sa.Table(
    "sessions", metadata,
    whole("id", primary=True), account(), whole("number"), whole("channel_id"), whole("conversation_id"),
    whole("contact_id"), whole("status"), text("phase"), whole("owner_id", nullable=True),
    whole("offered_to", nullable=True), whole("since"), whole("expires_at", nullable=True), whole("queued_at"),
    whole("returned_from", nullable=True), whole("opened_at"), whole("accepted_at", nullable=True),
    whole("first_answer_at", nullable=True), whole("closed_at", nullable=True), whole("message_count"),
    text("tried", nullable=True), text("source", nullable=True), whole("pinned", default=0),
    # what the queue need not know (JSON of `Life`), and of it what lists are filtered by
    text("life", nullable=True), whole("vote", nullable=True), whole("review", nullable=True),
    whole("unanswered_at", nullable=True),
    # the session that it was begun from
    whole("parent_id", nullable=True), whole("rounds", default=0),
    # the bot that answered first; it speaks in phase "bot" alone
    whole("bot_id", nullable=True),
    sa.Index("ix_sessions_open_bot", "bot_id", sqlite_where=sa.text("bot_id IS NOT NULL AND closed_at IS NULL"),
             postgresql_where=sa.text("bot_id IS NOT NULL AND closed_at IS NULL")),
    sa.Index("uq_sessions_open", "conversation_id", unique=True, sqlite_where=sa.text("closed_at IS NULL"),
             postgresql_where=sa.text("closed_at IS NULL")),
    sa.Index("ix_sessions_open_channel", "channel_id", sqlite_where=sa.text("closed_at IS NULL"),
             postgresql_where=sa.text("closed_at IS NULL")),
    sa.Index(None, "account_id", "id"),
    sa.Index(None, "conversation_id", "id"),
    sa.Index(None, "account_id", "owner_id", "id"),
    sa.Index(None, "account_id", "channel_id", "id"),
    *(sa.Index(f"ix_sessions_{name}", "account_id", "id", sqlite_where=sa.text(f"{name} IS NOT NULL"),
               postgresql_where=sa.text(f"{name} IS NOT NULL")) for name in ("vote", "review", "unanswered_at")),
    sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"]),
)  # fmt: skip

EXPLANATIONS = sa.Table(
    "explanations", metadata,
    whole("session_id", primary=True), whole("channel_id", primary=True), whole("version", primary=True),
    whole("part", primary=True), account(), whole("at"), text("rule"), text("cause"), whole("winner", nullable=True),
    text("passed_over"), text("counts"), whole("offered"),
)  # fmt: skip

# Who agreed to what, when and where: kept as proof, so the text and its link stand here as they were shown.
CONSENTS = sa.Table(
    "consents", metadata,
    whole("id", primary=True), account(), whole("contact_id"), whole("conversation_id"), whole("channel_id"),
    text("text"), text("url"), whole("asked_at"), whole("given_at", nullable=True),
    sa.Index(None, "account_id", "contact_id", "id"),
    sa.Index(None, "account_id", "id"),
    sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
)  # fmt: skip
