"""Tables of response times. Both are guarded by the queue of the session."""

import sqlalchemy as sa

from openline.store import account, metadata, text, whole

# A row for each session: sums of the waits that are over (by the clock and in open time), the one that is not, and
# what was told about it. `armed_at` is when its deadline looks again, which may be earlier than needed.
RESPONSES = sa.Table(
    "responses", metadata,
    whole("session_id", primary=True), account(), whole("channel_id"), whole("count"), whole("initial_ms"),
    whole("total_ms"), whole("maximum_ms"), whole("initial_open_ms"), whole("total_open_ms"), whole("maximum_open_ms"),
    whole("fresh"), whole("message_id", nullable=True), whole("initial"), whole("received_at", nullable=True),
    whole("due_at", nullable=True), whole("told"), whole("told_at", nullable=True), whole("escalated"),
    whole("armed_at", nullable=True),
)  # fmt: skip

# The waits that are over, in order; `ended` says by what: answered, moved, closed.
RECORDS = sa.Table(
    "response_records", metadata,
    whole("session_id", primary=True), whole("place", primary=True), account(), whole("channel_id"),
    whole("message_id"), whole("initial"), whole("received_at"), whole("due_at", nullable=True), whole("answered_at"),
    whole("waited_ms"), whole("open_ms"), text("ended"),
)  # fmt: skip
