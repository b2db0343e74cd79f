"""Table of files. The bytes are in the object store, under `key`; their small pictures under `thumb` and `preview`."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

FILES = sa.Table(
    "files", metadata,
    whole("id", primary=True), account(), whole("conversation_id", nullable=True), text("owner_kind"),
    whole("owner_id"), text("name"), whole("size"), text("type"), text("sha256"), whole("width", nullable=True),
    whole("height", nullable=True), text("key"), text("state"), whole("created_at"),
    text("kind", default="document"), text("reason", nullable=True), text("ref", nullable=True),
    whole("connection_id", nullable=True), whole("duration_ms", nullable=True), text("waveform", nullable=True),
    text("thumb", nullable=True), text("preview", nullable=True),
    # When somebody must look at it: scan it, make its small pictures, delete its bytes.
    whole("due_at", nullable=True), whole("tries", default=0),
    sa.Index(None, "owner_id", "owner_kind", "created_at"),
    sa.Index(None, "conversation_id"),
    # The room that an account takes, from the index alone.
    sa.Index(None, "account_id", "state", "size"),
    # What the sweep looks for: by state, the oldest first.
    sa.Index(None, "state", "created_at"),
    # Few rows are in it at any time.
    sa.Index("ix_files_due", "due_at", sqlite_where=sa.text("due_at IS NOT NULL"),
             postgresql_where=sa.text("due_at IS NOT NULL")),
)  # fmt: skip
