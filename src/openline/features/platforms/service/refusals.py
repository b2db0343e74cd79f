"""Who knocked in vain: the latest refused call for each connection, for whoever sets it up. Of this process only."""

import msgspec

MOST_CONNECTIONS = 1_000


class Refused(msgspec.Struct, frozen=True):
    """Calls that the platform had not made: why the latest was refused, when, and how many there were."""

    reason: str
    at: int
    count: int


class Refusals:
    """Kept in memory: strangers can make as many as they like, so nothing of it is stored."""

    def __init__(self) -> None:
        self._known: dict[int, Refused] = {}

    def note(self, connection_id: int, reason: str, at: int) -> None:
        """One more; the connection that was quiet the longest is forgotten when there are too many."""
        before = self._known.pop(connection_id, None)
        self._known[connection_id] = Refused(reason, at, before.count + 1 if before else 1)
        if len(self._known) > MOST_CONNECTIONS:
            self._known.pop(next(iter(self._known)))

    def since(self, connection_id: int, at: int) -> Refused | None:
        """The refusals of a connection, if the latest came after this instant."""
        found = self._known.get(connection_id)
        return found if found is not None and found.at >= at else None
