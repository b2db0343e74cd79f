"""Table of messages."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

MESSAGES = sa.Table(
    "messages", metadata,
    whole("id", primary=True), account(), whole("conversation_id"), whole("session_id", nullable=True),
    whole("number", nullable=True), text("author"), whole("author_id", nullable=True), text("text"), text("files"),
    whole("reply_to", nullable=True), whole("note"), text("client_id", nullable=True), text("state"), whole("at"),
    # what text and files do not say (parts, buttons, where it came from), reactions, why it failed: JSON
    text("content", nullable=True), text("album", nullable=True), whole("edited_at", nullable=True),
    whole("deleted_at", nullable=True), text("reactions", nullable=True), text("failure", nullable=True),
    sa.Index(None, "conversation_id", "author", "client_id", unique=True,
             sqlite_where=sa.text("client_id IS NOT NULL"), postgresql_where=sa.text("client_id IS NOT NULL")),
    sa.Index(None, "conversation_id", "id"),
    sa.Index(None, "conversation_id", "number"),
    sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"]),
)  # fmt: skip
