"""Tables of the company's structure. All of an account's are guarded by the account's row."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

DEPARTMENTS = sa.Table(
    "departments", metadata,
    whole("id", primary=True), account(), whole("parent_id", nullable=True), text("name"), whole("created_at"),
    whole("version"),
    sa.Index(None, "account_id", "id"),
)  # fmt: skip

STAFF = sa.Table(
    "department_staff", metadata,
    whole("department_id", primary=True), whole("person_id", primary=True), account(), whole("head"),
    sa.Index(None, "account_id", "department_id", "person_id"),
)  # fmt: skip
