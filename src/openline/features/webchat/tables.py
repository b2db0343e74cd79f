"""Table of visitors: browsers that opened a widget, and users that a site has vouched for."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

VISITORS = sa.Table(
    "visitors", metadata,
    whole("id", primary=True), account(), whole("connection_id"),
    # the site's own id of a user whose signature was right: one visitor on all his devices
    text("user_key", nullable=True), text("claimed_user", nullable=True),
    text("name", nullable=True), text("email", nullable=True), text("locale", nullable=True),
    text("time_zone", nullable=True), text("page_url", nullable=True), text("page_title", nullable=True),
    whole("created_at"),
    # what he answered to the welcome form until there is a contact to have it, and when he answered or declined
    text("phone", nullable=True), text("form", nullable=True), whole("form_at", nullable=True),
    # what he agreed to until there is a contact whose consent it is, as pairs of text and link, and when
    text("consent", nullable=True), whole("consent_at", nullable=True),
    sa.Index(None, "connection_id", "user_key", unique=True, sqlite_where=sa.text("user_key IS NOT NULL"),
             postgresql_where=sa.text("user_key IS NOT NULL")),
    sa.ForeignKeyConstraint(["connection_id"], ["connections.id"]),
)  # fmt: skip
