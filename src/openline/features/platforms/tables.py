"""Tables of platforms: what they call our messages, what came too early, who polls."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

# A message may be several of the platform's: `part` counts them in the order in which they were sent.
MESSAGE_LINKS = sa.Table(
    "message_links", metadata,
    whole("connection_id", primary=True), text("external_id", primary=True), account(), whole("conversation_id"),
    whole("message_id"), whole("part", default=0), whole("at"),
    sa.Index(None, "message_id", "part"),
)  # fmt: skip

# Platforms keep no order: a receipt may come before the call that sent the message has returned its name.
EARLY_EVENTS = sa.Table(
    "early_events", metadata,
    whole("connection_id", primary=True), text("external_id", primary=True), account(), text("data"), whole("at"),
    sa.Index(None, "at"),
)  # fmt: skip

# Where a poller stands, and which process may poll: one at a time, until its lease ends.
POLLERS = sa.Table(
    "pollers", metadata,
    whole("connection_id", primary=True), account(), text("token"), whole("lease_until"), text("cursor", nullable=True),
    # whose cursor it is: another account of the platform counts anew
    text("external_id", nullable=True),
)  # fmt: skip

# New conversations whose platform is still to be asked who the customer is.
WANTED_PROFILES = sa.Table(
    "wanted_profiles", metadata, whole("conversation_id", primary=True), account(), whole("at")
)  # fmt: skip
