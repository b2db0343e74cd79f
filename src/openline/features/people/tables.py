"""Tables of people, logins, links and API tokens. Of whatever opens a door only a fingerprint is stored."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

PEOPLE = sa.Table(
    "people", metadata,
    whole("id", primary=True), account(), whole("number"), text("name"), text("email"), text("role"),
    text("password_hash", nullable=True), text("locale"), text("time_zone"), whole("active"), whole("demo"),
    whole("created_at"), whole("version"),
    # how he stands at work: `workday` only if his working time is managed; the leave of today and skills are JSON
    text("workday", nullable=True), whole("workday_since", nullable=True), whole("paused"),
    text("absence", nullable=True), text("skills", nullable=True),
    sa.Index(None, "account_id", "email", unique=True),
    sa.Index(None, "account_id", "number", unique=True),
    sa.ForeignKeyConstraint(["account_id"], ["accounts.id"]),
)  # fmt: skip

# Whole days in the person's zone, both included.
ABSENCES = sa.Table(
    "absences", metadata,
    whole("id", primary=True), account(), whole("person_id"), text("kind"), text("first_day"), text("last_day"),
    text("comment", nullable=True),
    sa.Index(None, "account_id", "person_id"),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
)  # fmt: skip

LOGINS = sa.Table(
    "logins", metadata,
    whole("id", primary=True), account(), whole("person_id"), text("fingerprint"), text("ip"), text("agent"),
    whole("created_at"), whole("last_seen_at"),
    sa.Index(None, "fingerprint", unique=True),
    sa.Index(None, "person_id"),
    sa.Index(None, "last_seen_at"),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
)  # fmt: skip

# `person_id` is empty for the link of the first administrator, who is not there yet.
LINKS = sa.Table(
    "links", metadata,
    whole("id", primary=True), account(), whole("person_id", nullable=True), text("kind"), text("fingerprint"),
    whole("created_at"), whole("expires_at"),
    sa.Index(None, "fingerprint", unique=True),
    sa.Index(None, "account_id", "person_id"),
    sa.Index(None, "expires_at"),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
)  # fmt: skip

TOKENS = sa.Table(
    "api_tokens", metadata,
    whole("id", primary=True), account(), whole("person_id"), text("name"), text("scopes"), text("fingerprint"),
    whole("created_at"), whole("expires_at", nullable=True), whole("last_used_at", nullable=True),
    sa.Index(None, "fingerprint", unique=True),
    sa.Index(None, "account_id", "id"),
    sa.Index(None, "person_id"),
    sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
)  # fmt: skip
