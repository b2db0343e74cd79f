"""Table of conversations. Its rows are guarded by the queue row of their channel (docs/adr/0060)."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

CONVERSATIONS = sa.Table(
    "conversations", metadata,
    whole("id", primary=True), account(), whole("number"), whole("connection_id"), whole("channel_id"),
    whole("contact_id"), text("thread"),
    # the open session, or the last one
    whole("session_id", nullable=True), whole("session_open"), whole("session_messages"),
    # who may see it besides those who see everything: owner or offered now, else the last owner
    whole("owner_id", nullable=True), whole("offered_to", nullable=True), whole("last_owner_id", nullable=True),
    # counts what the customer may see; his stream is numbered by it
    whole("last_number"),
    whole("last_message_id", nullable=True), text("last_author", nullable=True), text("last_text", nullable=True),
    whole("last_files"), whole("last_at"), text("last_part", nullable=True),
    # marks: agents' by message id, the customer's by number
    whole("unread"), whole("agent_read"), whole("customer_read"), whole("customer_delivered"),
    text("page_url", nullable=True), text("page_title", nullable=True), whole("created_at"),
    # how a platform is to be answered (JSON of the connector's own words); whether the customer has shut us out; the
    # deep link or advertisement that he came by
    text("route", default=""), whole("blocked", default=0), text("source", nullable=True),
    # the channel whose whole queue may see it now, since it is offered to everybody; and who joined (JSON list)
    whole("open_to", nullable=True), text("joined", nullable=True),
    # the consent that the customer was asked for and has not given yet, else 0
    whole("consent", default=0),
    # while it is 1, what the team writes is for the team only
    whole("whisper", default=0),
    # the bot that speaks now, and the one that only listens since it has handed over
    whole("bot_id", nullable=True), whole("listener_id", nullable=True),
    sa.Index(None, "connection_id", "thread", unique=True),
    sa.Index(None, "account_id", "last_at", "id"),
    sa.Index(None, "account_id", "owner_id", "last_at"),
    sa.Index(None, "account_id", "last_owner_id", "last_at"),
    sa.Index(None, "account_id", "offered_to"),
    sa.Index(None, "account_id", "open_to", sqlite_where=sa.text("open_to IS NOT NULL"),
             postgresql_where=sa.text("open_to IS NOT NULL")),
    sa.Index(None, "contact_id"),
    sa.ForeignKeyConstraint(["connection_id"], ["connections.id"]),
    sa.ForeignKeyConstraint(["channel_id"], ["channels.id"]),
    sa.ForeignKeyConstraint(["contact_id"], ["contacts.id"]),
)  # fmt: skip

# Who belongs to a circle of people that conversations are open to: the queue of a channel, by its id, and those who
# joined a conversation, by its id.
CIRCLES = sa.Table(
    "circles", metadata,
    whole("circle_id", primary=True), whole("person_id", primary=True), account(),
    sa.Index(None, "account_id", "person_id"),
)  # fmt: skip
