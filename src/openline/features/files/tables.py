"""Table of files. The bytes are in the object store, under `key`."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

FILES = sa.Table(
    "files", metadata,
    whole("id", primary=True), account(), whole("conversation_id", nullable=True), text("owner_kind"),
    whole("owner_id"), text("name"), whole("size"), text("type"), text("sha256"), whole("width", nullable=True),
    whole("height", nullable=True), text("key"), text("state"), whole("created_at"),
    sa.Index(None, "owner_id", "owner_kind", "created_at"),
    sa.Index(None, "conversation_id"),
    # Few rows are in it at any time: the sweep finds its work without looking at the rest.
    sa.Index("ix_files_loose", "created_at", sqlite_where=sa.text("state <> 'attached'"),
             postgresql_where=sa.text("state <> 'attached'")),
)  # fmt: skip
