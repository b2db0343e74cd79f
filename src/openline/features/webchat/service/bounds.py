"""How much one place or one visitor may write, so that a stranger cannot fill the disk (docs/behaviour/webchat.md)."""

from functools import lru_cache
from ipaddress import ip_address

from openline.features.people.service.limits import Attempts, Limit, place_of
from openline.features.webchat.types import Visitor
from openline.kit.clock import SECOND, Clock

VISITORS_OF_ADDRESS = Limit("visitors of address", 120, 2 * SECOND)
MESSAGES_OF_VISITOR = Limit("messages of visitor", 60, SECOND)


class Bounds:
    """Counted in this process's memory. Whoever sits at the server is not counted: load tests come from there."""

    def __init__(self, clock: Clock) -> None:
        self._attempts = Attempts(clock)

    def new_visitor(self, peer: str) -> None:
        """A browser opens the widget.

        Raises TooMany with `retry_after`.
        """
        if not _is_here(peer):
            self._attempts.take(VISITORS_OF_ADDRESS, place_of(peer))

    def message(self, visitor: Visitor, peer: str) -> None:
        """A visitor writes.

        Raises TooMany with `retry_after`.
        """
        if not _is_here(peer):
            self._attempts.take(MESSAGES_OF_VISITOR, visitor.visitor_id)


@lru_cache(1_024)
def _is_here(peer: str) -> bool:
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False
