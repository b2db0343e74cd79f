"""Wire shapes of the platforms slice."""

from openline.features.platforms.repository import FailedEvent as Row
from openline.kit.wire import Answer, Page, instant, instant_or_none


class FailedEvent(Answer, frozen=True, kw_only=True):
    """Something a platform sent that could not be taken in. What it says stays on the server."""

    id: str
    connection_id: str
    error: str
    size: int
    at: str
    replayed_at: str | None

    @classmethod
    def of(cls, row: Row) -> "FailedEvent":
        return cls(
            id=str(row.id), connection_id=str(row.connection_id), error=row.error, size=len(row.body),
            at=instant(row.at), replayed_at=instant_or_none(row.replayed_at),
        )  # fmt: skip


class FailedEvents(Page, frozen=True, kw_only=True):
    """Those not replayed yet, the youngest first; `total` counts all of them."""

    items: list[FailedEvent]
    total: int
