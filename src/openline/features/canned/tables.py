"""Tables of canned responses. The row of a list guards its folders, its responses, and who used them how often."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

# Without an owner a list is shared; everybody has one of his own at most.
LISTS = sa.Table(
    "canned_lists", metadata,
    whole("id", primary=True), account(), whole("owner_id", nullable=True), text("name"), text("editors"),
    whole("created_at"), whole("version"),
    sa.Index(None, "account_id", "owner_id", unique=True, sqlite_where=sa.text("owner_id IS NOT NULL"),
             postgresql_where=sa.text("owner_id IS NOT NULL")),
    sa.Index(None, "account_id", "id"),
)  # fmt: skip

FOLDERS = sa.Table(
    "canned_folders", metadata,
    whole("id", primary=True), account(), whole("list_id"), whole("position"), text("name"),
    sa.Index(None, "list_id", "position"),
    sa.ForeignKeyConstraint(["list_id"], ["canned_lists.id"], ondelete="CASCADE"),
)  # fmt: skip

# `files` are ids as JSON. `words` is what a search looks through: name and text without marks, in small letters.
RESPONSES = sa.Table(
    "canned_responses", metadata,
    whole("id", primary=True), account(), whole("list_id"), whole("owner_id", nullable=True),
    whole("folder_id", nullable=True), text("name"), text("text"), text("files"), text("title"), text("words"),
    whole("uses"), whole("message_id", nullable=True), whole("created_by"), whole("changed_at"), whole("version"),
    sa.Index(None, "list_id", "uses", "id"),
    sa.Index(None, "account_id", "list_id"),
    sa.ForeignKeyConstraint(["list_id"], ["canned_lists.id"], ondelete="CASCADE"),
)  # fmt: skip

USES = sa.Table(
    "canned_uses", metadata,
    whole("response_id", primary=True), whole("person_id", primary=True), account(), whole("uses"), whole("used_at"),
    sa.ForeignKeyConstraint(["response_id"], ["canned_responses.id"], ondelete="CASCADE"),
)  # fmt: skip
