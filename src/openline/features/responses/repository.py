"""All SQL of response times."""

import msgspec
import sqlalchemy as sa

from openline.engine.kpi import Record
from openline.features.responses import tables
from openline.features.responses.types import MAX_RECORDS
from openline.store import Records, View


class Response(msgspec.Struct, frozen=True):
    """How long a session's customer has waited, and waits."""

    session_id: int
    account_id: int
    channel_id: int
    count: int = 0
    initial_ms: int = 0
    total_ms: int = 0
    maximum_ms: int = 0
    initial_open_ms: int = 0
    total_open_ms: int = 0
    maximum_open_ms: int = 0
    fresh: int = 1
    message_id: int | None = None
    initial: int = 0
    received_at: int | None = None
    due_at: int | None = None
    told: int = 0
    told_at: int | None = None
    escalated: int = 0
    armed_at: int | None = None

    @property
    def pending(self) -> Record | None:
        """The wait that is not over."""
        if self.message_id is None or self.received_at is None:
            return None
        return Record(self.message_id, bool(self.initial), self.received_at, self.due_at)


class ResponseRecord(msgspec.Struct, frozen=True):
    """A wait that is over."""

    session_id: int
    place: int
    account_id: int
    channel_id: int
    message_id: int
    initial: int
    received_at: int
    due_at: int | None
    answered_at: int
    waited_ms: int
    open_ms: int
    ended: str


RESPONSES = Records(tables.RESPONSES, Response, guarded=True, kept=True)
RECORDS = Records(tables.RECORDS, ResponseRecord, guarded=True)
_OF_SESSION = RECORDS.where(
    "of session",
    tables.RECORDS.c.session_id == sa.bindparam("session_id", type_=sa.BigInteger),
    order=tables.RECORDS.c.place, limit=MAX_RECORDS,
)  # fmt: skip


async def records_of(view: View, session_id: int) -> list[ResponseRecord]:
    """The waits of a session that are over, oldest first."""
    return await view.list(_OF_SESSION, session_id=session_id)
